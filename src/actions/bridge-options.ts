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
  const print = wholeLines((line) => {
    if (line.trim() !== '') ports.log(redact(line));
  });
  return {
    signal: ports.signal,
    onEvent: (event) => {
      print(event);
      onEvent(event);
    },
  };
}

/**
 * Puts together what arrives in pieces, until the process ends: a password that is printed after its
 * name may arrive after it, and is known for a password only on the same line.
 */
function wholeLines(take: (line: string) => void): (event: BridgeEvent) => void {
  const rest = { stdout: '', stderr: '' };
  let ended = false;
  const add = (stream: keyof typeof rest, text: string): void => {
    const lines = (rest[stream] + text).split(/\r?\n/u);
    rest[stream] = ended ? '' : (lines.pop() ?? '');
    lines.forEach(take);
  };
  return (event) => {
    if (event.event === 'output') add(event.stream, event.text);
    if (event.event !== 'exit') return;
    ended = true;
    add('stdout', '');
    add('stderr', '');
  };
}
