import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import type * as Embedded from '../../src/system/embedded/embedded-postgres.js';
import { startEmbeddedPostgres } from '../../src/system/embedded/embedded-postgres.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { BridgeBench, driversHere } from '../support/bridge-bench.js';
import { alembic } from './support/alembic.js';
import { withClient } from './support/catalog.js';
import { readSchema } from './support/verification.js';

/** Polls until the port refuses connections. */
async function untilClosed(port: number): Promise<void> {
  const open = () =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
  for (const deadline = Date.now() + 15_000; await open();)
    assert.ok(Date.now() < deadline, 'it still listens');
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data directory, starts faster from it, and has extensions', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-embedded-'));
    const dataDir = join(folder, 'data');
    try {
      const times: number[] = [];
      const start = async () => {
        const began = performance.now();
        const database = await startEmbeddedPostgres({
          dataDir,
          extensions: ['pg_trgm', 'uuid-ossp', 'citext'],
        });
        times.push(Math.round(performance.now() - began));
        return database;
      };
      const first = await start();
      await withClient(first.url, (client) =>
        client.query(
          'CREATE EXTENSION pg_trgm; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION citext; CREATE TABLE kept (name citext)',
        ),
      );
      await first.stop();
      await untilClosed(first.port);
      const second = await start();
      const session = pgSession(second);
      const schema = await readSchema(session);
      await session.close();
      await second.stop();
      assert.deepEqual(
        schema.tables.map(({ name }) => name),
        ['kept'],
      );
      assert.deepEqual(schema.extensions, ['citext', 'pg_trgm', 'plpgsql', 'uuid-ossp']);
      assert.equal(Math.floor((schema.serverVersion ?? 0) / 10_000), 18);
      console.log(`      from nothing ${times[0]} ms, from its data ${times[1]} ms`);
      assert.ok((times[1] ?? 0) < (times[0] ?? 0));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('leaves nothing of one client to the next', async () => {
    const database = await startEmbeddedPostgres();
    try {
      await withClient(database.url, async (client) => {
        await client.query("SET lock_timeout = '1s'");
        await client.query('CREATE TEMP TABLE leak ()');
        await client.query({ name: 'prepared', text: 'SELECT 1' });
        await client.query('BEGIN');
      });
      await withClient(database.url, async (client) => {
        const { rows } = await client.query(
          "SELECT current_setting('lock_timeout') AS time, to_regclass('leak')::text AS leak, (SELECT count(*)::int FROM pg_prepared_statements WHERE name <> '') AS prepared",
        );
        assert.deepEqual(rows, [{ time: '0', leak: null, prepared: 0 }]);
      });
    } finally {
      await database.stop();
    }
  });

  it('gives a client in a transaction the backend to itself, and undoes what one breaks off', async () => {
    const database = await startEmbeddedPostgres();
    const connect = async () => {
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    try {
      const [first, second] = [await connect(), await connect()];
      const question = "SELECT to_regclass('made')::text AS made";
      await first.query('BEGIN');
      const asked = second.query(question);
      await first.query('CREATE TABLE made (a int)');
      await first.query('INSERT INTO made VALUES ($1)', [1]);
      await first.query('ROLLBACK');
      assert.deepEqual((await asked).rows, [{ made: null }]);
      await first.query('BEGIN');
      await first.query('CREATE TABLE made (a int)');
      const asking = second.query(question);
      (first as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      assert.deepEqual((await asking).rows, [{ made: null }]);
      await second.end();
    } finally {
      await database.stop();
    }
  });

  it('runs as a bundle with its files beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-bundle-'));
    const source = (name: string) => join(import.meta.dirname, '../../src/system/embedded', name);
    try {
      const shim =
        "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);";
      await build({
        entryPoints: {
          'embedded-postgres': source('embedded-process.ts'),
          start: source('embedded-postgres.ts'),
        },
        outdir: folder,
        bundle: true,
        format: 'esm',
        platform: 'node',
        banner: { js: shim },
        splitting: true,
        minify: true,
        logLevel: 'error',
      });
      const library = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
      const companions = ['pglite.wasm', 'pglite.data', 'initdb.wasm', 'pg_trgm.tar.gz'];
      for (const name of companions) await copyFile(join(library, name), join(folder, name));
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      const { startEmbeddedPostgres: start } = (await import(
        pathToFileURL(join(folder, 'start.js')).href
      )) as typeof Embedded;
      const database = await start({ extensions: ['pg_trgm'] });
      await withClient(database.url, async (client) => {
        await client.query('CREATE EXTENSION pg_trgm');
        const { rows } = await client.query("SELECT similarity('abc', 'abd') > 0 AS similar");
        assert.deepEqual(rows, [{ similar: true }]);
      });
      await database.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is killed in the middle of a query, by stop and by abort', async () => {
    for (const end of ['stop', 'abort'] as const) {
      const abort = new AbortController();
      const database = await startEmbeddedPostgres({ signal: abort.signal });
      const client = new pg.Client({ connectionString: database.url });
      client.on('error', () => undefined);
      await client.connect();
      const query = client.query('SELECT count(*) FROM generate_series(1, 1000000000000)');
      const failed = assert.rejects(query);
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (end === 'stop') await database.stop();
      else abort.abort();
      await database.ended;
      await failed;
      await untilClosed(database.port);
    }
  });

  it('ends with the process that started it, even in the middle of a query', async () => {
    const source = new URL('../../src/system/embedded/embedded-postgres.ts', import.meta.url);
    const script = `
      import { startEmbeddedPostgres } from '${source.href}';
      import pg from '${pathToFileURL(join(import.meta.dirname, '../../node_modules/pg/esm/index.mjs')).href}';
      const { url, port } = await startEmbeddedPostgres();
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      client.query('SELECT count(*) FROM generate_series(1, 1000000000000)').catch(() => undefined);
      setTimeout(() => console.log(port), 300);
    `;
    const parent = spawn(
      process.execPath,
      [
        '--import',
        pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
        '--input-type=module',
        '-e',
        script,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const port = await new Promise<number>((resolve, reject) => {
      parent.once('close', () => {
        reject(new Error('the parent ended'));
      });
      parent.stdout.setEncoding('utf8').on('data', (text: string) => {
        resolve(Number(text));
      });
    });
    parent.kill('SIGKILL');
    await untilClosed(port);
  });

  it('says why it does not start', async () => {
    await assert.rejects(
      startEmbeddedPostgres({ extensions: ['postgis'] }),
      /did not start: the embedded PostgreSQL has no extension postgis/,
    );
    await assert.rejects(startEmbeddedPostgres({ signal: AbortSignal.abort() }), /cancelled/);
  });

  it('runs Alembic, driver by driver', async () => {
    const bench = await BridgeBench.start();
    const database = await startEmbeddedPostgres();
    try {
      for (const driver of await driversHere()) {
        const url = database.url.replace('?sslmode=disable', '');
        const project = bench.project({
          url,
          driver,
          migrations: [
            {
              id: `${driver}1`,
              upgrade: [
                `op.create_table("${driver}", sa.Column("id", sa.Integer, primary_key=True))`,
              ],
              downgrade: [`op.drop_table("${driver}")`],
            },
          ],
        });
        for (const args of [
          ['upgrade', 'head'],
          ['downgrade', 'base'],
        ]) {
          const result = await bench.alembic(project, ...args);
          assert.equal(result.outcome, 'done', `${driver} ${args.join(' ')}: ${result.stderr}`);
        }
      }
    } finally {
      await database.stop();
      await bench.stop();
    }
  });

  it('takes the whole history of the example, up and down', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-embedded-'));
    await copyExample(folder);
    const database = await startEmbeddedPostgres({ extensions: ['pgcrypto', 'citext'] });
    try {
      const python = await pythonWithAlembic();
      const run = async (...args: string[]) => {
        const began = performance.now();
        const result = await alembic(python, join(folder, 'backend'), database.url, ...args);
        assert.equal(result.code, 0, result.stdout + result.stderr);
        console.log(`      ${args.join(' ')}: ${Math.round(performance.now() - began)} ms`);
      };
      await run('upgrade', 'head');
      const session = pgSession(database);
      assert.ok((await readSchema(session)).tables.length > 20);
      await session.close();
      await run('downgrade', 'base');
    } finally {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
