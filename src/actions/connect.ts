import type { BridgeRequest, DatabaseEvent } from '../core/alembic/bridge-protocol.js';
import { explainFailure } from '../core/alembic/explain-failure.js';
import { appliedFrom } from '../core/graph/runs.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { introspection } from '../core/schema/introspect.js';
import { schemaFromRows } from '../core/schema/schema-from-rows.js';
import type { Schema } from '../core/schema/schema.js';
import { runBridge } from '../system/bridge/bridge-client.js';
import type { BridgeResult } from '../system/bridge/bridge-result.js';
import { identityOf } from '../system/sessions/bridge-session.js';
import { ActionError } from './action-error.js';
import { logged, redirectOf } from './bridge-options.js';
import type { ActionContext, ActionPorts, DatabaseState } from './types.js';

type ReadingPorts = Pick<ActionPorts, 'log' | 'signal'>;

/**
 * Asks the database which one it is and what is applied; changes nothing.
 *
 * @throws ActionError when it cannot be asked, or is not PostgreSQL
 */
export async function connect(context: ActionContext, ports: ReadingPorts): Promise<DatabaseState> {
  const result = await ask(context, { do: 'identity' }, ports);
  return databaseState(context.graph, result.database);
}

/** The state of the database and everything in its catalogs, by one start of Python. */
export interface Catalogs {
  readonly state: DatabaseState;
  readonly schema: Schema;
}

/**
 * Reads the catalogs; changes nothing.
 *
 * @throws ActionError when the database cannot be asked, or is not PostgreSQL
 */
export async function readCatalogs(context: ActionContext, ports: ReadingPorts): Promise<Catalogs> {
  const result = await ask(context, { do: 'query', queries: [introspection] }, ports);
  const state = databaseState(context.graph, result.database);
  const schema = schemaFromRows(result.results?.[0] ?? []);
  if (schema) return { state, schema };
  throw new ActionError({
    title: 'The catalogs of the database cannot be read.',
    cause: `${state.identity.database} answered in a form that is not known.`,
    whatToDo: 'See the log, and report this with the version of the server.',
  });
}

async function ask(
  { runner, project, database }: ActionContext,
  request: BridgeRequest,
  ports: ReadingPorts,
): Promise<BridgeResult> {
  const asked = { ...request, ...redirectOf(database) };
  const result = await runBridge(runner, project, asked, logged(ports));
  if (result.outcome === 'done') return result;
  throw new ActionError(explainFailure(result, runner));
}

/** @throws ActionError when env.py connected to nothing, or to no PostgreSQL */
function databaseState(graph: RevisionGraph, event: DatabaseEvent | undefined): DatabaseState {
  if (event?.dialect === 'postgresql') {
    const { rows } = event.versionTable;
    return { identity: identityOf(event), current: rows, ...appliedFrom(graph, rows) };
  }
  throw new ActionError({
    title: event ? 'This database is not PostgreSQL.' : 'env.py made no connection.',
    cause: event
      ? `env.py connects to ${event.dialect}.`
      : 'It ended without connecting to a database.',
    whatToDo: event
      ? 'Point env.py at a PostgreSQL database, or choose another database for the project.'
      : 'Check that env.py runs its migrations online.',
  });
}
