import type { CommandSpec } from '../../core/alembic/command-spec.js';
import { BoundedText } from './bounded-text.js';
import { killTree, startProcess } from './start-process.js';

export interface ProcessOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Written to standard input, which is then closed. */
  readonly input?: string;
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void;
}

export interface ProcessResult {
  /** undefined where a signal ended it. */
  readonly code: number | undefined;
  /** What ended it: itself, or us. */
  readonly ended: 'itself' | 'timeout' | 'abort';
  /** The last megabyte. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a process to its end. At the time limit or on abort it is killed with all that it started.
 * Rejects with a ProcessError if it cannot be started; an exit code is no error.
 */
export async function runProcess(
  spec: CommandSpec,
  options: ProcessOptions = {},
): Promise<ProcessResult> {
  let ended: ProcessResult['ended'] = 'itself';
  if (options.signal?.aborted === true)
    return { code: undefined, ended: 'abort', stdout: '', stderr: '' };
  const child = await startProcess(spec);
  const end = (why: 'timeout' | 'abort') => {
    ended = why;
    killTree(child);
  };
  const abort = () => {
    end('abort');
  };
  options.signal?.addEventListener('abort', abort);
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          end('timeout');
        }, options.timeoutMs);
  const output = { stdout: new BoundedText(), stderr: new BoundedText() };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream].add(text);
      options.onOutput?.(stream, text);
    });
  }
  child.stdin.end(options.input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  options.signal?.removeEventListener('abort', abort);
  return {
    code: code ?? undefined,
    ended,
    stdout: output.stdout.text,
    stderr: output.stderr.text,
  };
}
