import type { BehindHead } from '../actions/new-migration-autogenerate.js';
import type { CreatedMigration } from '../actions/new-migration.js';
import type { SeveralHeads } from '../actions/new-migration-name.js';
import type { ExitCode, Invocation } from './command.js';
import { relativePath } from './paths.js';

/** How making a migration ended. */
export type NewResult = CreatedMigration | SeveralHeads | BehindHead;

/** Prints it; a choice that is left to the user is no success. */
export function printNew(
  { directory, json, output }: Invocation,
  project: object,
  result: NewResult,
): ExitCode {
  if (json) output.json({ version: 1, ...project, ...newJson(result, directory) });
  else if (result.outcome === 'created') output.result(createdText(result, directory));
  else output.note(choiceText(result));
  return result.outcome === 'created' ? 0 : 1;
}

function newJson(result: NewResult, directory: string): object {
  return result.outcome === 'created'
    ? { ...result, file: relativePath(directory, result.file) }
    : result;
}

function createdText(created: CreatedMigration, directory: string): string {
  const { file, revision, down, empty, notes } = created;
  return [
    relativePath(directory, file),
    `  ${revision} follows ${down.join(', ') || 'nothing: it is the first'}.${empty ? ' It does nothing yet.' : ''}`,
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}

function choiceText(result: SeveralHeads | BehindHead): string {
  if (result.outcome === 'several heads')
    return `The history has several heads: ${result.heads.join(', ')}.\nChoose the one to follow with --head, or merge them first.`;
  return `The database is behind: ${result.pending.join(', ')} not applied, so there is nothing to compare with.\nRun alembic-pilot upgrade first, or add --apply.`;
}
