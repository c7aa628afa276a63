import { readFile } from 'node:fs/promises';
import type { Change } from '../core/changes/change.js';
import { changesOf } from '../core/changes/changes-of.js';
import { decodePython } from '../core/python/decode.js';
import { readBody } from '../core/revisions/read-body.js';
import type { RevisionBody } from '../core/revisions/revision.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { ActionError } from './action-error.js';

/** A migration as it stands on disk, which is what Alembic would run. */
export interface Migration {
  readonly revision: string;
  readonly file: string;
  readonly body: RevisionBody;
  readonly upgrade: readonly Change[];
  readonly downgrade: readonly Change[];
}

/** Reads migrations, each only once. Rejects as `readMigration` does. */
export type MigrationReader = (revision: string) => Promise<Migration>;

export function migrationReader(graph: RevisionGraph): MigrationReader {
  const known = new Map<string, Promise<Migration>>();
  return (revision) => {
    const migration = known.get(revision) ?? readMigration(graph, revision);
    known.set(revision, migration);
    return migration;
  };
}

/**
 * Reads a revision's file in full.
 *
 * @throws ActionError when there is no such revision or its file cannot be read
 */
export async function readMigration(graph: RevisionGraph, revision: string): Promise<Migration> {
  const file = graph.revisions.get(revision)?.file;
  if (file === undefined) throw noFile(revision, 'No migration file of this project has that id.');
  const bytes = await readFile(file).catch((error: unknown) => {
    throw noFile(revision, (error as Error).message);
  });
  const body = readBody(decodePython(bytes).text);
  const sql = await loadSqlParser();
  return {
    revision,
    file,
    body,
    upgrade: body.upgrade ? changesOf(body.upgrade, sql) : [],
    downgrade: body.downgrade ? changesOf(body.downgrade, sql) : [],
  };
}

function noFile(revision: string, cause: string): ActionError {
  return new ActionError({
    title: `The migration file of ${revision} cannot be read.`,
    cause,
    whatToDo: 'Restore the file (git shows who deleted it), or refresh the view.',
  });
}
