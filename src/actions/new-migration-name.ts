import { randomBytes } from 'node:crypto';
import { nextName, takenElsewhere } from '../core/naming/next-name.js';
import type { ProposedName } from '../core/naming/learn-naming.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { numbersOf, stemOf } from '../core/rules/numbers.js';
import { readGitFacts } from '../system/git/git-facts.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { ActionError } from './action-error.js';

/** How a new revision is called, what it follows, and what the user should know of that. */
export interface Proposal extends ProposedName {
  readonly down: readonly string[];
  /** The folder of its file; absolute. */
  readonly folder: string;
  readonly date: Date;
  readonly notes: readonly string[];
}

export interface ProposalInput {
  readonly message: string;
  /** The head that it follows; undefined where there is but one. */
  readonly head?: string | undefined;
  /** The number that it was planned under. */
  readonly number?: string | undefined;
  /** False where git must not be run. */
  readonly git?: boolean | undefined;
}

/** Several heads, of which one has to be chosen. */
export interface SeveralHeads {
  readonly outcome: 'several heads';
  readonly heads: readonly string[];
}

/**
 * Proposes the next revision of a project by its own convention, aware of other branches.
 *
 * @throws ActionError for a head that is none, or an id that exists
 */
export async function proposeMigration(
  { project, graph, files }: LoadedProject,
  { message, head, number, git }: ProposalInput,
): Promise<Proposal | SeveralHeads> {
  const { heads } = graph;
  if (head === undefined && heads.length > 1) return { outcome: 'several heads', heads };
  if (head !== undefined && !graph.revisions.has(head)) throw noRevision(head);
  const follows = head ?? heads[0];
  const facts = git === false ? undefined : await readGitFacts({ project, graph });
  const elsewhere = facts?.elsewhere ?? [];
  const planned = plannedNumber(graph, number);
  const date = new Date();
  const random = randomBytes(20).toString('hex');
  const name = nextName(project, graph, { message, date, random, number: planned.free, elsewhere });
  const first = (follows === undefined ? undefined : graph.revisions.get(follows)?.file) ?? '';
  const folder = first === '' ? project.versionLocations[0] : first.replace(/[\\/][^\\/]*$/u, '');
  const file = `${folder ?? ''}/${name.fileName}`;
  if (graph.revisions.has(name.id) || files.some((one) => one.file === file))
    throw new ActionError({
      title: `There is a revision ${name.id} already.`,
      cause: `The project names its revisions so that this message gives ${name.fileName}.`,
      whatToDo: 'Say it in other words.',
    });
  return {
    ...name,
    down: follows === undefined ? [] : [follows],
    folder: folder ?? project.scriptLocation,
    date,
    notes: [...planned.notes, ...elsewhereNotes(graph, name, elsewhere)],
  };
}

/** The number of a plan, if no revision has it. */
function plannedNumber(graph: RevisionGraph, number: string | undefined) {
  const numbers = numbersOf(graph);
  const value = number === undefined ? undefined : numbers?.valueOf(number);
  if (value === undefined || !numbers) return { free: undefined, notes: [] };
  const other = graph.files.find((revision) => numbers.of(revision) === value);
  if (!other) return { free: value, notes: [] };
  const taken = `The number ${numbers.written(value)} is that of ${stemOf(other.file)}: this one got the next.`;
  return { free: undefined, notes: [taken] };
}

/** What is said of a number that a colleague has taken. */
function elsewhereNotes(
  graph: RevisionGraph,
  { id, fileName }: ProposedName,
  elsewhere: Parameters<typeof takenElsewhere>[1],
): readonly string[] {
  const numbers = numbersOf(graph);
  const own = numbers?.valueOf(id) ?? numbers?.valueOf(stemOf(fileName));
  const taken = [...takenElsewhere(graph, elsewhere)].filter(
    ([number]) => own !== undefined && number <= own,
  );
  return taken.map(([number, { branch, file }]) => {
    const said = `The number ${numbers?.written(number) ?? number} is taken on the branch ${branch}, by ${stemOf(file)}`;
    return number === own ? `${said}: one of the two will need another one.` : `${said}.`;
  });
}

function noRevision(head: string): ActionError {
  return new ActionError({
    title: `There is no revision ${head}.`,
    cause: 'No migration file of this project has that id.',
    whatToDo: 'Name one of the heads.',
  });
}
