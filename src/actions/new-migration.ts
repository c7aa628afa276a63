import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrationWithCode } from '../core/mending/migration-code.js';
import { allPatterns } from '../core/patterns/all-patterns.js';
import type { Values } from '../core/patterns/pattern.js';
import { renderPattern, type RenderedPattern } from '../core/patterns/render.js';
import { problemOf, readerOf } from '../core/patterns/values.js';
import { planCode } from '../core/roadmap/plan-code.js';
import { planMessage } from '../core/roadmap/plan-message.js';
import { Migrations } from '../core/rules/migrations.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { ActionError } from './action-error.js';
import { keysInDatabase, type KeySource } from './new-migration-keys.js';
import { proposeMigration, type Proposal, type SeveralHeads } from './new-migration-name.js';
import { configurationAt } from './read-configuration.js';
import { findPlan, readPlans } from './roadmap.js';

/** What a new migration does. Autogenerate is `autogenerateMigration`: it needs a database. */
export type MigrationContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'pattern'; readonly pattern: string; readonly values: Values }
  /** A row of the roadmap, by its number. */
  | { readonly kind: 'plan'; readonly number: string };

export interface NewMigrationRequest {
  /** What it is for; a plan has its own. */
  readonly message?: string | undefined;
  readonly content: MigrationContent;
  /** The revision that it follows; needed where there are several heads. */
  readonly head?: string | undefined;
}

export interface NewMigrationOptions {
  /** Where configuration and roadmap are looked for at most; absolute. */
  readonly root: string;
  /** False where git must not be run. */
  readonly git?: boolean | undefined;
  /** A database to ask for keys that a plan renames, where one is connected. */
  readonly keys?: KeySource | undefined;
}

/** A migration that was written. */
export interface CreatedMigration {
  readonly outcome: 'created';
  /** Absolute. */
  readonly file: string;
  readonly revision: string;
  readonly down: readonly string[];
  readonly message: string;
  /** Whether `upgrade()` does nothing. */
  readonly empty: boolean;
  /** What to know or look at, a sentence each. */
  readonly notes: readonly string[];
}

interface Content {
  readonly message: string;
  readonly number?: string;
  readonly code: RenderedPattern;
  readonly notes: readonly string[];
}

const nothing: RenderedPattern = { upgrade: [], downgrade: [] };

/**
 * Writes a new migration by the project's own convention. Runs nothing but git, needs no database.
 *
 * @throws ActionError where that cannot be written: no such pattern or plan, no message, a file that
 * cannot be written
 */
export async function newMigration(
  loaded: LoadedProject,
  request: NewMigrationRequest,
  options: NewMigrationOptions,
): Promise<CreatedMigration | SeveralHeads> {
  const { message, number, code, notes } = await contentOf(loaded, request, options);
  const { head } = request;
  const proposal = await proposeMigration(loaded, { message, head, number, git: options.git });
  if ('outcome' in proposal) return proposal;
  const { id, down, date } = proposal;
  const text = migrationWithCode({ id, down, message, date }, sampleOf(loaded, down[0]), code);
  const file = await writeNew(proposal, text);
  const empty = code.upgrade.every((line) => line.trim() === '' || line.startsWith('#'));
  return {
    outcome: 'created',
    file,
    revision: id,
    down,
    message,
    empty,
    notes: [...proposal.notes, ...notes],
  };
}

async function contentOf(
  loaded: LoadedProject,
  { message, content, head }: NewMigrationRequest,
  options: NewMigrationOptions,
): Promise<Content> {
  switch (content.kind) {
    case 'empty':
      return { message: required(message), code: nothing, notes: [] };
    case 'pattern':
      return { message: required(message), code: patternCode(content), notes: [] };
    case 'plan': {
      const roadmap = await readPlans(loaded, options);
      const { plan, state } = findPlan(roadmap?.plans ?? [], content.number);
      if (state.kind === 'done')
        throw new ActionError({
          title: `${plan.number} is done as ${state.revision}.`,
          cause: `${path.basename(roadmap?.file ?? '')} says so, and the history has that revision.`,
          whatToDo: 'Create a plan that is open.',
        });
      const { description, number } = plan;
      const ground = await groundOf(loaded, head, options);
      const keys =
        options.keys && (await keysInDatabase(description, ground.changes, options.keys));
      const { upgrade, downgrade, notes } = planCode(description, { ...ground, keys });
      const code = { upgrade, downgrade };
      return { message: message ?? planMessage(description), number, code, notes };
    }
  }
}

function required(message: string | undefined): string {
  if (message !== undefined && message.trim() !== '') return message.trim();
  throw new ActionError({
    title: 'A migration needs a message.',
    cause: 'It names the file and tells people what the migration is for.',
    whatToDo: 'Say in a few words what it does.',
  });
}

function patternCode({
  pattern: id,
  values,
}: MigrationContent & { kind: 'pattern' }): RenderedPattern {
  const pattern = allPatterns.find((one) => one.id === id);
  if (!pattern)
    throw new ActionError({
      title: `There is no pattern ${id}.`,
      cause: `There are ${allPatterns.map((one) => one.id).join(', ')}.`,
      whatToDo: 'Name one of these.',
    });
  const read = readerOf(pattern, values);
  const names = pattern.parameters.map(({ name }) => name);
  const problems = [
    ...Object.keys(values)
      .filter((name) => !names.includes(name))
      .map((name) => `${name}: there is no such parameter.`),
    ...pattern.parameters.flatMap((parameter) => {
      const value = values[parameter.name];
      if (value === undefined && parameter.proposal) return [];
      const problem = value === undefined ? 'is missing.' : problemOf(parameter, value, read);
      return problem === undefined ? [] : [`${parameter.name}: ${problem}`];
    }),
  ];
  if (problems.length > 0)
    throw new ActionError({
      title: `The pattern ${id} cannot be written.`,
      cause: problems.join(' '),
      whatToDo: `It takes ${pattern.parameters.map(({ name, example }) => `${name}=${example}`).join(', ')}, for example.`,
    });
  return renderPattern(pattern, values);
}

/** The schema that the new migration will find, and what the history does. */
async function groundOf(
  loaded: LoadedProject,
  head: string | undefined,
  { root }: NewMigrationOptions,
) {
  const { graph, files, project } = loaded;
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const { configuration } = await configurationAt(path.dirname(project.config), { root });
  const sql = await loadSqlParser();
  const migrations = new Migrations(graph, texts, sql, configuration.postgres);
  const last = migrations.get(head ?? graph.heads[0] ?? '');
  if (!last)
    throw new ActionError({
      title: 'There is no history to build on.',
      cause: 'What a plan describes is written for tables that migrations have made.',
      whatToDo: 'Write the first migration, then create the planned ones.',
    });
  const oldest = graph.order.toReversed();
  const changes = oldest.flatMap(
    (id) => migrations.get(id)?.upgrade.map(({ change }) => change) ?? [],
  );
  return { schema: last.after, changes };
}

/** The migration that the new one is written like. */
export function sampleOf({ graph, files }: LoadedProject, id: string | undefined) {
  const revision = graph.revisions.get(id ?? graph.order[0] ?? '');
  const text = files.find(({ file }) => file === revision?.file)?.text;
  return revision && text !== undefined ? { revision, text } : undefined;
}

async function writeNew({ folder, fileName }: Proposal, text: string): Promise<string> {
  const file = path.join(folder, fileName);
  await writeFile(file, text, { flag: 'wx' }).catch((error: unknown) => {
    throw new ActionError({
      title: `${fileName} cannot be written.`,
      cause: (error as Error).message,
      whatToDo: 'Mend that, then try again.',
    });
  });
  return file;
}
