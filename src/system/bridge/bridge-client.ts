import { randomBytes } from 'node:crypto';
import type { BridgeEvent, BridgeRequest } from '../../core/alembic/bridge-protocol.js';
import { configurationArgs } from '../../core/alembic/command-specs.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { ProcessError } from '../processes/process-error.js';
import { killTree, startProcess, type StartedProcess } from '../processes/start-process.js';
import type { Runner } from '../runners/runner.js';
import { type BridgeResult, ResultCollector } from './bridge-result.js';
import { bridgeLoader, bridgeParts } from './bridge-source.js';
import { ChannelReader } from './channel-reader.js';

export interface BridgeOptions {
  /** Every event, as it comes; `output` also carries what the runner itself prints. */
  readonly onEvent?: (event: BridgeEvent) => void;
  /** Abort asks the bridge to cancel. The promise settles when it has answered. */
  readonly signal?: AbortSignal;
  /** After this time the run is cancelled. */
  readonly timeoutMs?: number;
}

/** The bridge gives up after 10 s by itself; then the runner may still have to notice. */
const graceMs = 15_000;

/**
 * Sends the bridge to the project's interpreter and has it carry out one request. Never rejects:
 * whatever happens is in the result. Secrets in `redirect` travel on standard input only.
 */
export async function runBridge(
  runner: Runner,
  project: AlembicProject,
  request: BridgeRequest,
  options: BridgeOptions = {},
): Promise<BridgeResult> {
  const spec = runner.python(['-c', bridgeLoader]);
  const collector = new ResultCollector();
  const take = (event: BridgeEvent) => {
    collector.take(event);
    options.onEvent?.(event);
  };
  if (options.signal?.aborted === true) {
    take({ event: 'cancelled', message: 'cancelled before it began' });
    return collector.result(spec, undefined);
  }
  const mark = `@alembic-pilot-${randomBytes(8).toString('hex')} `;
  try {
    const parts = [...bridgeParts(), Buffer.from(JSON.stringify(toWire(project, request, mark)))];
    const child = await startProcess(spec);
    for (const part of parts) {
      child.stdin.write(`${part.length}\n`);
      child.stdin.write(part);
    }
    const channel = new ChannelReader(mark, take);
    return collector.result(spec, await converse(child, channel, options, take));
  } catch (error) {
    const problem =
      error instanceof ProcessError ? error : new ProcessError(String(error), 'other', spec.file);
    return collector.result(spec, undefined, problem);
  }
}

/** Listens to the end. Returns the process's exit code, undefined where a signal ended it. */
async function converse(
  child: StartedProcess,
  channel: ChannelReader,
  options: BridgeOptions,
  take: (event: BridgeEvent) => void,
): Promise<number | undefined> {
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    channel.add(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    take({ event: 'output', stream: 'stderr', text });
  });
  // The end of its input is what tells the bridge to cancel; killing it could leave a statement on.
  let deadline: NodeJS.Timeout | undefined;
  const cancel = () => {
    child.stdin.end();
    deadline ??= setTimeout(() => {
      killTree(child);
    }, graceMs);
  };
  options.signal?.addEventListener('abort', cancel);
  if (options.signal?.aborted === true) cancel();
  const limit = options.timeoutMs === undefined ? undefined : setTimeout(cancel, options.timeoutMs);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  channel.end();
  clearTimeout(limit);
  clearTimeout(deadline);
  options.signal?.removeEventListener('abort', cancel);
  return code ?? undefined;
}

function toWire(project: AlembicProject, request: BridgeRequest, mark: string) {
  const args = request.do === 'alembic' ? request.args : [];
  return { ...request, mark, argv: [...configurationArgs(project), ...args] };
}
