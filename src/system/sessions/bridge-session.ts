import type { BridgeRequest, DatabaseEvent } from '../../core/alembic/bridge-protocol.js';
import { explainFailure } from '../../core/alembic/explain-failure.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { type BridgeOptions, runBridge } from '../bridge/bridge-client.js';
import type { BridgeResult } from '../bridge/bridge-result.js';
import type { Runner } from '../runners/runner.js';
import type { DatabaseIdentity, Session } from './session.js';
import { reasonOf, SessionError } from './session-error.js';

/**
 * A session over the connection that the project's own env.py makes: always the database that
 * Alembic changes. Each question starts the project's interpreter once.
 *
 * @param redirect another database that env.py is sent to
 * @throws SessionError from `identity` and `read`
 */
export function bridgeSession(
  runner: Runner,
  project: AlembicProject,
  redirect?: BridgeRequest['redirect'],
  onEvent?: BridgeOptions['onEvent'],
): Session {
  let known: DatabaseIdentity | undefined;

  async function run(request: BridgeRequest, options: BridgeOptions): Promise<BridgeResult> {
    const sent = redirect ? { ...request, redirect } : request;
    const result = await runBridge(runner, project, sent, {
      ...options,
      ...(onEvent ? { onEvent } : {}),
    });
    if (result.outcome !== 'done') {
      const { title, cause, whatToDo } = explainFailure(result, runner);
      const reason = reasonOf(result.failure?.sqlstate);
      throw new SessionError(reason, `${title} ${cause}`.trim(), whatToDo);
    }
    if (result.database) known = identityOf(result.database);
    return result;
  }

  return {
    async identity() {
      if (!known) await run({ do: 'identity' }, {});
      if (known) return known;
      throw new SessionError(
        'other',
        'env.py made no connection that could be asked.',
        'Check that env.py runs its migrations online.',
      );
    },
    async read(queries, { timeoutMs, signal } = {}) {
      const { results = [] } = await run(
        { do: 'query', queries, ...(timeoutMs === undefined ? {} : { timeoutMs }) },
        signal ? { signal } : {},
      );
      return results;
    },
    close: () => Promise.resolve(),
  };
}

/** The identity in the form that sessions share. */
export function identityOf(event: DatabaseEvent): DatabaseIdentity {
  const { database, user, serverVersion, systemIdentifier, host = '(local)' } = event;
  return { database, user, serverVersion, systemIdentifier, host };
}
