import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { EmbeddedAnswer, EmbeddedOptions } from './embedded-options.js';

export interface EmbeddedPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** `postgresql://…`; there is no password. */
  readonly url: string;
  /** Settles when the process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Closes its files and ends it; after five seconds, e.g. in a long query, kills it. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions extends EmbeddedOptions {
  /** Abort kills the process at once, whatever it does: the way to cancel a query in it. */
  readonly signal?: AbortSignal;
}

/** The embedded PostgreSQL did not start. `message` says why. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;

/**
 * Starts a PostgreSQL 18 (PGlite, WebAssembly) in a process of its own, on a free port of 127.0.0.1,
 * for user and database `postgres`. It ends with this process, however that ends.
 *
 * Its limits: all connections share one backend, so one client at a time; it needs about 1 GB of
 * memory; it heeds neither `statement_timeout` nor cancel requests: abort `signal` instead; it takes
 * any password; from nothing it starts in 2 to 4 s, from a data directory in under one.
 *
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const { signal, ...rest } = options;
  if (signal?.aborted) throw new EmbeddedPostgresError('The start was cancelled.');
  const child = start(rest);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const kill = () => {
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', kill);
  const deadline = setTimeout(kill, startTimeoutMs);
  void ended.then(() => signal?.removeEventListener('abort', kill));
  try {
    const port = await portOf(child);
    const address = { host: '127.0.0.1', port, user: 'postgres', database: 'postgres' };
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
    return { ...address, url, ended, stop: () => stop(child, ended) };
  } catch (error) {
    kill();
    throw signal?.aborted ? new EmbeddedPostgresError('The start was cancelled.') : error;
  } finally {
    clearTimeout(deadline);
  }
}

function start(options: EmbeddedOptions): ChildProcessWithoutNullStreams {
  const [entry, ...flags] = entryPoint();
  return spawn(process.execPath, [...flags, entry, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Inside VS Code the executable is Electron's.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

/** The bundle beside this one; in a checkout the source, run through tsx. */
function entryPoint(): [string, ...string[]] {
  const bundle = fileURLToPath(new URL('./embedded-postgres.js', import.meta.url));
  if (existsSync(bundle)) return [bundle];
  const source = fileURLToPath(new URL('./embedded-process.ts', import.meta.url));
  return [source, '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

function portOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-2000);
    });
    child.stdin.on('error', () => undefined);
    child.once('error', (error) => {
      reject(new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${error.message}`));
    });
    child.once('close', (code) => {
      const ending = log.trim() === '' ? `it ended with code ${code ?? 'none'}` : log.trim();
      reject(new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${ending}`));
    });
    createInterface(child.stdout).on('line', (line) => {
      const answer = readAnswer(line);
      if (answer && 'port' in answer) resolve(answer.port);
      if (answer && 'failed' in answer)
        reject(
          new EmbeddedPostgresError(`The embedded PostgreSQL did not start: ${answer.failed}`),
        );
    });
  });
}

/** Undefined for a line that is something else. */
function readAnswer(line: string): EmbeddedAnswer | undefined {
  if (!/^\{"(port|failed)":/.test(line)) return undefined;
  return JSON.parse(line) as EmbeddedAnswer;
}

async function stop(child: ChildProcessWithoutNullStreams, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.stdin.write('s');
  const deadline = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(deadline);
}
