import { runBridge } from '../system/bridge/bridge-client.js';
import type { Change } from '../core/changes/change.js';
import { keysOf } from '../core/roadmap/history-keys.js';
import { readDescription } from '../core/roadmap/read-description.js';
import { quoteIdentifier } from '../core/sql/quote.js';
import { logged, redirectOf } from './bridge-options.js';
import type { ActionContext, ActionPorts } from './types.js';

/** A database that may be asked which keys it holds. */
export interface KeySource {
  readonly context: ActionContext;
  readonly ports: Pick<ActionPorts, 'log' | 'signal'>;
}

/**
 * The keys in a database where a plan renames keys by a pattern: the application may have written
 * more than migrations did. Undefined where nothing is renamed, or the database does not answer.
 */
export async function keysInDatabase(
  description: string,
  changes: readonly Change[],
  { context, ports }: KeySource,
): Promise<readonly string[] | undefined> {
  const change = readDescription(description);
  if (change?.kind !== 'rename-keys') return undefined;
  const [only, ...others] = keysOf(changes, change.from);
  if (!only || others.length > 0) return undefined;
  const sql = `SELECT DISTINCT ${quoteIdentifier(only.column)}::text AS key FROM ${quoteIdentifier(only.table)}`;
  const { runner, project, database } = context;
  const result = await runBridge(
    runner,
    project,
    { do: 'query', queries: [{ sql }], timeoutMs: 10_000, ...redirectOf(database) },
    logged(ports),
  );
  const rows = result.outcome === 'done' ? result.results?.[0] : undefined;
  return rows?.flatMap(({ key }) => (typeof key === 'string' ? [key] : []));
}
