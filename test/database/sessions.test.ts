import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { answerQuestions } from '../../src/system/sessions/answer-questions.js';
import { localRunner } from '../../src/system/runners/local.js';
import { bridgeSession } from '../../src/system/sessions/bridge-session.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { sameDatabase } from '../../src/system/sessions/same-database.js';
import type { Session } from '../../src/system/sessions/session.js';
import { SessionError, type SessionProblem } from '../../src/system/sessions/session-error.js';
import { BridgeBench } from '../support/bridge-bench.js';
import { withClient } from './support/catalog.js';
import { readSchema } from './support/verification.js';

const closedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });

async function rejectsWith(promise: Promise<unknown>, reason: SessionProblem): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof SessionError, String(error));
    assert.equal(error.reason, reason, error.message);
    assert.ok(error.message !== '' && error.whatToDo !== '');
    return true;
  });
}

describe('sessions', () => {
  let server: PostgresServer;
  let address: DatabaseAddress;
  let session: Session;

  before(async () => {
    server = await startPostgres(18);
  });
  after(() => server.stop());
  beforeEach(async () => {
    address = await createDatabase(server);
    session = pgSession(address);
  });
  afterEach(() => session.close());

  it('reads several queries in one transaction that can write nothing and leaves nothing', async () => {
    const results = await session.read(
      [
        { sql: "SELECT current_setting('transaction_read_only') AS mode" },
        { sql: "SELECT current_setting('statement_timeout') AS time" },
      ],
      { timeoutMs: 1234 },
    );
    assert.deepEqual(results, [[{ mode: 'on' }], [{ time: '1234ms' }]]);
    await rejectsWith(session.read([{ sql: 'CREATE TABLE t ()' }]), 'other');
    const after = await session.read([{ sql: "SELECT to_regclass('t')::text AS t" }]);
    assert.deepEqual(after, [[{ t: null }]]);
  });

  it('ends a query that takes too long', async () => {
    await rejectsWith(session.read([{ sql: 'SELECT pg_sleep(60)' }], { timeoutMs: 50 }), 'timeout');
    assert.deepEqual(await session.read([{ sql: 'SELECT 1 AS one' }]), [[{ one: 1 }]]);
  });

  it('ends a query on abort: the server no longer runs it', async () => {
    const abort = new AbortController();
    const reading = session.read([{ sql: 'SELECT pg_sleep(60)' }], {
      signal: abort.signal,
    });
    const running = () =>
      withClient(address.url, async (client) => {
        const { rows } = await client.query<{ count: string }>(
          "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()",
        );
        return Number(rows[0]?.count);
      });
    const until = async (count: number) => {
      for (const deadline = Date.now() + 20_000; (await running()) !== count;)
        assert.ok(Date.now() < deadline, `never ${count} queries`);
    };
    await until(1);
    abort.abort();
    await assert.rejects(reading, /cancelled/);
    await until(0);
  });

  it('says what is wrong, by kind', async () => {
    await rejectsWith(
      pgSession({ ...address, port: await closedPort() }).identity(),
      'unreachable',
    );
    await rejectsWith(
      pgSession({ ...address, host: 'no.such.host.invalid' }).identity(),
      'unreachable',
    );
    await rejectsWith(pgSession({ ...address, password: 'wrong' }).identity(), 'authentication');
    await rejectsWith(pgSession({ ...address, password: undefined }).identity(), 'authentication');
    await rejectsWith(pgSession({ ...address, database: 'nowhere' }).identity(), 'other');
    await withClient(address.url, (client) =>
      client.query(
        `CREATE ROLE reader_${address.database} LOGIN PASSWORD 'r'; CREATE TABLE secret (a int)`,
      ),
    );
    const reader = pgSession({ ...address, user: `reader_${address.database}`, password: 'r' });
    await rejectsWith(reader.read([{ sql: 'SELECT * FROM secret' }]), 'permission');
    // A role without rights still sees the catalogs: that is all that introspection needs.
    assert.deepEqual(
      (await readSchema(reader)).tables.map(({ name }) => name),
      ['secret'],
    );
    await reader.close();
  });

  it('survives a connection that the server ends', async () => {
    await session.identity();
    await withClient(server.url, (client) =>
      client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        address.database,
      ]),
    );
    await rejectsWith(session.read([{ sql: 'SELECT 1' }]), 'unreachable');
    assert.equal((await session.identity()).database, address.database);
  });

  it('answers the other questions when one cannot be answered', async () => {
    const answers = await answerQuestions(
      session,
      [
        { sql: 'SELECT 1 AS count' },
        { sql: 'SELECT count(*) FROM nowhere' },
        { sql: 'SELECT 3 AS count' },
      ],
      {},
    );
    assert.deepEqual(answers[0], { rows: [{ count: 1 }] });
    assert.ok(answers[1] && 'error' in answers[1]);
    assert.deepEqual(answers[2], { rows: [{ count: 3 }] });
  });

  it('tells one database from another', async () => {
    const identity = await session.identity();
    assert.equal(identity.database, address.database);
    assert.equal(identity.user, 'postgres');
    assert.equal(Math.floor(identity.serverVersion / 10_000), 18);
    const other = await createDatabase(server);
    const elsewhere = pgSession(other);
    assert.equal(sameDatabase(identity, await elsewhere.identity()), false);
    await elsewhere.close();
    const byName = pgSession({ ...address, host: 'localhost' });
    assert.equal(sameDatabase(identity, await byName.identity()), true);
    await byName.close();
    const blind = { ...identity, systemIdentifier: undefined };
    assert.equal(sameDatabase(identity, blind), true);
    assert.equal(sameDatabase(identity, { ...blind, host: 'elsewhere' }), false);
  });

  it('sees the same through the bridge as through a connection of its own', async () => {
    const bench = await BridgeBench.start();
    try {
      const scene = await bench.fresh({});
      await withClient(scene.database.url, (client) =>
        client.query("CREATE TABLE t (id serial PRIMARY KEY, a text DEFAULT '100%', b jsonb)"),
      );
      const direct = pgSession(scene.database);
      const bridge = bridgeSession(
        localRunner(scene.project, bench.python.python, scene.folder, 'test'),
        scene.project,
      );
      assert.equal(sameDatabase(await direct.identity(), await bridge.identity()), true);
      assert.deepEqual(await readSchema(bridge), await readSchema(direct));
      await rejectsWith(
        bridge.read([{ sql: 'SELECT pg_sleep(60)' }], { timeoutMs: 50 }),
        'timeout',
      );
      await rejectsWith(bridge.read([{ sql: 'CREATE TABLE u ()' }]), 'other');
      await direct.close();
    } finally {
      await bench.stop();
    }
  });
});
