import type { DatabaseEvent } from '../core/alembic/bridge-protocol.js';
import { explainFailure } from '../core/alembic/explain-failure.js';
import { appliedFrom } from '../core/graph/runs.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { runBridge } from '../system/bridge/bridge-client.js';
import type { DatabaseIdentity } from '../system/sessions/session.js';
import { ActionError } from './action-error.js';
import { logged, redirectOf } from './bridge-options.js';
import type { ActionContext, ActionPorts, DatabaseState } from './types.js';

/**
 * Asks the database which one it is and what is applied; changes nothing.
 *
 * @throws ActionError when it cannot be asked, or is not PostgreSQL
 */
export async function connect(
  context: ActionContext,
  ports: Pick<ActionPorts, 'log' | 'signal'>,
): Promise<DatabaseState> {
  const result = await runBridge(
    context.runner,
    context.project,
    { do: 'identity', ...redirectOf(context.database) },
    logged(ports),
  );
  if (result.outcome !== 'done' || !result.database) {
    throw new ActionError(explainFailure(result, context.runner));
  }
  return databaseState(context.graph, result.database);
}

/** @throws ActionError when the database is not PostgreSQL */
function databaseState(graph: RevisionGraph, event: DatabaseEvent): DatabaseState {
  if (event.dialect !== 'postgresql') {
    throw new ActionError({
      title: 'This database is not PostgreSQL.',
      cause: `env.py connects to ${event.dialect}.`,
      whatToDo: 'Point env.py at a PostgreSQL database, or choose another database for the project.',
    });
  }
  const { rows } = event.versionTable;
  return { identity: identityOf(event), current: rows, ...appliedFrom(graph, rows) };
}

function identityOf(event: DatabaseEvent): DatabaseIdentity {
  const { database, user, serverVersion, systemIdentifier } = event;
  return { database, user, serverVersion, systemIdentifier, host: event.host ?? '(local)' };
}
