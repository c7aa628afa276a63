import type { BridgeEvent, RedirectTarget } from '../core/alembic/bridge-protocol.js';
import { redact } from '../core/alembic/redact.js';
import type { BridgeOptions } from '../system/bridge/bridge-client.js';
import type { ActionPorts, DatabaseChoice } from './types.js';

/** The part of a bridge request that sends env.py to the chosen database. */
export function redirectOf(choice: DatabaseChoice): { readonly redirect?: RedirectTarget } {
  if (choice.kind === 'project') return {};
  const { host, port, user, password, database } = choice;
  return { redirect: { host, port, user, password, database } };
}

/** Bridge options that log what the project prints, and cancel with the action. */
export function logged(
  ports: Pick<ActionPorts, 'log' | 'signal'>,
  onEvent: (event: BridgeEvent) => void = () => undefined,
): BridgeOptions {
  return {
    signal: ports.signal,
    onEvent: (event) => {
      if (event.event === 'output') {
        for (const line of event.text.split(/\r?\n/u))
          if (line.trim() !== '') ports.log(redact(line));
      }
      onEvent(event);
    },
  };
}
