import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BridgeResult } from '../../src/system/bridge/bridge-result.js';
import {
  ask,
  BridgeBench,
  driversHere,
  running,
  tableExists,
  until,
  type Scene,
} from '../support/bridge-bench.js';

const drivers = await driversHere();
const makesTable = 'op.create_table("made", sa.Column("id", sa.Integer))';

describe('bridge, cancel', () => {
  let bench: BridgeBench;
  before(async () => {
    bench = await BridgeBench.start();
  });
  after(() => bench.stop());

  /** Starts `upgrade head` and cancels once `ready`. */
  async function cancelled(scene: Scene, ready: () => Promise<boolean>): Promise<BridgeResult> {
    const abort = new AbortController();
    const run = bench.run(
      scene,
      { do: 'alembic', args: ['upgrade', 'head'] },
      { signal: abort.signal },
    );
    await until('the migration is where it shall be cancelled', ready);
    abort.abort();
    return run;
  }

  async function nothingApplied(scene: Scene): Promise<void> {
    assert.equal(await running(scene.database), 0, 'no statement runs any more');
    assert.equal(await tableExists(scene.database, 'made'), false);
    assert.deepEqual(await bench.current(scene), []);
  }

  const inQuery = (scene: Scene) => async () => {
    const rows = await ask(
      scene.database,
      `SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(600)%'
         AND pid <> pg_backend_pid()`,
    );
    return rows.length > 0;
  };

  for (const driver of drivers) {
    describe(driver, () => {
      it('ends a statement that runs, and nothing is applied', async () => {
        const scene = await bench.fresh({
          driver,
          migrations: [{ id: '001', upgrade: [makesTable, 'op.execute("SELECT pg_sleep(600)")'] }],
        });
        const result = await cancelled(scene, inQuery(scene));
        assert.equal(result.outcome, 'cancelled', result.stderr);
        assert.equal(result.unfinished?.revision, '001');
        await nothingApplied(scene);
      });

      it('ends a migration that survives errors', async () => {
        const scene = await bench.fresh({
          driver,
          migrations: [
            {
              id: '001',
              upgrade: [
                makesTable,
                'try:',
                '    op.execute("SELECT pg_sleep(600)")',
                'except Exception:',
                '    pass',
                'try:',
                '    op.execute("ROLLBACK")',
                'except Exception:',
                '    pass',
                makesTable,
              ],
            },
          ],
        });
        const result = await cancelled(scene, inQuery(scene));
        assert.equal(result.outcome, 'cancelled', result.stderr);
        await nothingApplied(scene);
      });

      it('ends a wait for a lock', async () => {
        const scene = await bench.fresh({
          driver,
          migrations: [{ id: '001', upgrade: [makesTable, 'op.execute("LOCK TABLE held")'] }],
        });
        await ask(scene.database, 'CREATE TABLE held (id int)');
        const holder = ask(
          scene.database,
          'BEGIN; LOCK TABLE held; SELECT pg_sleep(600); ROLLBACK',
        ).catch(() => []);
        const waiting = async () =>
          (
            await ask(
              scene.database,
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
               AND wait_event_type = 'Lock'`,
            )
          ).length > 0;
        const result = await cancelled(scene, waiting);
        assert.equal(result.outcome, 'cancelled', result.stderr);
        await ask(
          scene.database,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
        await holder;
        await until('the holder is gone', async () => (await running(scene.database)) === 0);
        await nothingApplied(scene);
      });

      it('ends when the process that asked for it is killed', async () => {
        const scene = await bench.fresh({
          driver,
          migrations: [{ id: '001', upgrade: [makesTable, 'op.execute("SELECT pg_sleep(600)")'] }],
        });
        const script = join(import.meta.dirname, '..', 'support', 'run-upgrade.ts');
        const client = spawn(
          process.execPath,
          ['--import', 'tsx', script, bench.python.python, JSON.stringify(scene.project)],
          { stdio: 'ignore' },
        );
        await until('the migration runs', inQuery(scene));
        client.kill('SIGKILL');
        await until('no statement runs', async () => (await running(scene.database)) === 0);
        await nothingApplied(scene);
      });
    });
  }

  it('interrupts Python between statements', async () => {
    for (const line of ['while True: pass', 'time.sleep(600)']) {
      const scene = await bench.fresh({ migrations: [{ id: '001', upgrade: [makesTable, line] }] });
      const idle = async () =>
        (
          await ask(
            scene.database,
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
             AND state = 'idle in transaction' AND query LIKE '%CREATE TABLE made%'`,
          )
        ).length > 0;
      const result = await cancelled(scene, idle);
      assert.equal(result.outcome, 'cancelled', result.stderr);
      await until('the connection is gone', async () => (await running(scene.database)) === 0);
      await nothingApplied(scene);
    }
  });

  it('cancels at the time limit', async () => {
    const scene = await bench.fresh({
      migrations: [{ id: '001', upgrade: ['op.execute("SELECT pg_sleep(600)")'] }],
    });
    const result = await bench.run(
      scene,
      { do: 'alembic', args: ['upgrade', 'head'] },
      { timeoutMs: 1500 },
    );
    assert.equal(result.outcome, 'cancelled', result.stderr);
    await nothingApplied(scene);
  });

  it('cancels while the server does not answer', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    assert.ok(address !== null && typeof address === 'object');
    const arrived = new Promise((resolve) => silent.once('connection', resolve));
    const scene = bench.project({ url: `postgresql://u:p@127.0.0.1:${address.port}/d` });
    const abort = new AbortController();
    const run = bench.run(scene, { do: 'identity' }, { signal: abort.signal });
    await arrived;
    abort.abort();
    assert.equal((await run).outcome, 'cancelled');
    silent.close();
  });

  it('starts nothing when it is cancelled before', async () => {
    const scene = await bench.fresh({ migrations: [{ id: '001', upgrade: [makesTable] }] });
    const result = await bench.run(
      scene,
      { do: 'alembic', args: ['upgrade', 'head'] },
      { signal: AbortSignal.abort() },
    );
    assert.equal(result.outcome, 'cancelled');
    assert.equal(result.hello, undefined);
    await nothingApplied(scene);
  });

  it('is done, not cancelled, when the end came first', async () => {
    const scene = await bench.fresh({ migrations: [{ id: '001', upgrade: [makesTable] }] });
    const abort = new AbortController();
    const result = await bench.run(
      scene,
      { do: 'alembic', args: ['upgrade', 'head'] },
      {
        signal: abort.signal,
        onEvent: (event) => {
          if (event.event === 'exit') abort.abort();
        },
      },
    );
    assert.equal(result.outcome, 'done');
    assert.deepEqual(await bench.current(scene), ['001']);
  });
});
