import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { mustExec } from './exec.js';
import { postgresBinaries } from './postgres-binaries.js';
import { serverAccount, type Account } from './server-account.js';

/** Where a database is, and how to get in. */
export interface DatabaseAddress {
  /** `postgresql://user:password@host:port/database` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface PostgresServer extends DatabaseAddress {
  readonly major: number;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a throw-away PostgreSQL: 18 from the npm registry, 15 from Debian. It listens on a free
 * port of 127.0.0.1 only, and it and its data are gone after `stop` or when this process ends,
 * however it ends. Linux and macOS.
 */
export async function startPostgres(major: 15 | 18 = 18): Promise<PostgresServer> {
  const account = await serverAccount();
  const binaries = await postgresBinaries(major, account);
  const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-postgres-'));
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  try {
    await writeFile(join(folder, 'password'), `${password}\n`);
    if (account) {
      await chown(folder, account.uid, account.gid);
      await chown(join(folder, 'password'), account.uid, account.gid);
    }
    await mustExec(
      binaries.initdb,
      [`--pgdata=${data}`, '--username=postgres', `--pwfile=${join(folder, 'password')}`].concat([
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ]),
      { cwd: folder, ...account },
    );
    const { server, port } = await startOnFreePort(binaries.postgres, folder, account);
    removeWithThisProcess(server, folder);
    const address = addressOf({ host: '127.0.0.1', port, user: 'postgres', password }, 'postgres');
    return { ...address, major, stop: () => stop(server, folder) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A new database on the server, for one test: empty, or a copy of another one. */
export async function createDatabase(
  server: DatabaseAddress,
  template = 'template1',
): Promise<DatabaseAddress> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${template}`);
  } finally {
    await client.end();
  }
  return addressOf(server, database);
}

type Server = Pick<DatabaseAddress, 'host' | 'port' | 'user' | 'password'>;

function addressOf({ host, port, user, password }: Server, database: string): DatabaseAddress {
  const url = `postgresql://${user}:${password}@${host}:${port}/${database}`;
  return { url, host, port, user, password, database };
}

async function startOnFreePort(postgres: string, folder: string, account: Account | undefined) {
  // Between finding a port and opening it another process may take it: then another one is found.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { server: await startServer(postgres, folder, port, account), port };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function startServer(
  postgres: string,
  folder: string,
  port: number,
  account: Account | undefined,
): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'full_page_writes=off',
    'lc_messages=C',
    'shared_buffers=32MB',
  ].flatMap((setting) => ['-c', setting]);
  const server = spawn(postgres, ['-D', join(folder, 'data'), '-p', String(port), ...settings], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      log = (log + chunk).slice(-10_000);
      if (log.includes('ready to accept connections')) resolve(server);
    });
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error(`PostgreSQL did not start:\n${log}`));
    });
  });
}

/** A shell that waits for the end of its input: it outlives this process even when that is killed. */
function removeWithThisProcess(server: ChildProcess, folder: string): void {
  const script = 'cat >/dev/null; kill -QUIT "$1" 2>/dev/null; sleep 1; rm -rf "$2"';
  const watcher = spawn('/bin/sh', ['-c', script, 'sh', String(server.pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref();
  server.once('exit', () => watcher.kill('SIGKILL'));
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.ref();
    server.kill('SIGINT');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port);
      });
    });
  });
}
