import type { RevisionGraph } from '../graph/revision-graph.js';
import type { AlembicProject } from '../project/alembic-project.js';
import { numbersOf, stemOf } from '../rules/numbers.js';
import type { BranchFile } from '../rules/outside.js';
import { learnNaming, proposeName, type Naming, type ProposedName } from './learn-naming.js';
import { patternText } from './name-pattern.js';
import { readPattern } from './read-pattern.js';
import { templatePattern } from './template-pattern.js';

/** What the name of a new revision is made from, beside the history. */
export interface NextNameInput {
  readonly message: string;
  readonly date: Date;
  /** Hexadecimal digits, at least 40. */
  readonly random: string;
  /** The number that it was planned under, where that one is free. */
  readonly number?: number | undefined;
  /** Files that other branches have added. */
  readonly elsewhere?: readonly BranchFile[] | undefined;
}

/** How a project names its migrations: as it has named them, else as `file_template` says. */
export function namingOf(project: AlembicProject, graph: RevisionGraph): Naming {
  const revisions = graph.order.flatMap((id) => {
    const revision = graph.revisions.get(id);
    return revision ? [{ id, stem: stemOf(revision.file), message: revision.message }] : [];
  });
  const naming = learnNaming(revisions, project.truncateSlugLength);
  return revisions.length > 0 ? naming : { ...naming, file: templatePattern(project.fileTemplate) };
}

/** The id and the file of the next revision of a project, by its own convention. */
export function nextName(
  project: AlembicProject,
  graph: RevisionGraph,
  { elsewhere, ...parts }: NextNameInput,
): ProposedName {
  const taken = new Set(takenElsewhere(graph, elsewhere ?? []).keys());
  return proposeName(namingOf(project, graph), { ...parts, taken });
}

/** The numbers that other branches have taken, and the files that did. */
export function takenElsewhere(
  graph: RevisionGraph,
  elsewhere: readonly BranchFile[],
): ReadonlyMap<number, BranchFile> {
  const numbers = numbersOf(graph);
  const own = new Set(graph.files.map(({ file }) => file));
  return new Map(
    elsewhere.flatMap((branch): (readonly [number, BranchFile])[] => {
      const number = own.has(branch.file) ? undefined : numbers?.ofFile(branch.file);
      return number === undefined ? [] : [[number, branch]];
    }),
  );
}

/** Whether the name of a file (without `.py`) is made as the project makes them. */
export function followsNaming({ file }: Naming, stem: string, id: string, message: string) {
  return patternText(readPattern(stem, { id, message })) === patternText(file);
}

/** The number that comes next, and who took those that were left out. */
export interface NextNumber {
  readonly latest: string;
  readonly next: string;
  /** Files of other branches that have numbers behind the latest. */
  readonly elsewhere: readonly BranchFile[];
}

/** Latest and next number of a project; undefined where its names have none. */
export function nextNumber(
  graph: RevisionGraph,
  elsewhere: readonly BranchFile[] = [],
): NextNumber | undefined {
  const numbers = numbersOf(graph);
  const latest = numbers?.valueOf(numbers.latest);
  if (!numbers || latest === undefined) return undefined;
  const taken = takenElsewhere(graph, elsewhere);
  let next = latest + 1;
  while (taken.has(next)) next++;
  const behind = [...taken].flatMap(([number, file]) => (number > latest ? [file] : []));
  return { latest: numbers.written(latest), next: numbers.written(next), elsewhere: behind };
}
