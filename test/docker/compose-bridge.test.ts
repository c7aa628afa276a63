import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import { mustExec } from '../../scripts/toolchain/exec.js';
import type { BridgeEvent } from '../../src/core/alembic/bridge-protocol.js';
import { explainFailure } from '../../src/core/alembic/explain-failure.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { runBridge } from '../../src/system/bridge/bridge-client.js';
import type { BridgeResult } from '../../src/system/bridge/bridge-result.js';
import type { ComposeRunner } from '../../src/system/runners/compose-runner.js';
import { until } from '../support/bridge-bench.js';
import { needEngine } from './support/engine.js';
import { projectIn, runnerFor, writeMigration } from './support/scene.js';
import { type Stack, startStack, stopStacks } from './support/stack.js';

/** The processes of `docker compose exec` that this one has started. */
async function composeClients(): Promise<number[]> {
  const all = await mustExec('ps', ['-eo', 'pid=,ppid=,args=']);
  return all
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((row) => row?.[2] === String(process.pid) && row[3]?.includes('exec -T backend'))
    .map((row) => Number(row?.[1]));
}

describe('the bridge in a container', () => {
  let engine: DockerEngine;
  let stack: Stack;
  let project: AlembicProject;
  let runner: ComposeRunner;

  before(async function () {
    engine = await needEngine(this);
    stack = await startStack(engine);
    project = await projectIn(stack.folder);
    runner = await runnerFor(project, engine);
  });
  after(stopStacks);

  const alembic = (...args: readonly string[]) =>
    runBridge(runner, project, { do: 'alembic', args });
  const applied = () => stack.psql('SELECT version_num FROM alembic_version');
  const fail = ({ stdout, stderr, failure }: BridgeResult) =>
    `${stdout}\n${stderr}\n${JSON.stringify(failure)}`;

  it('says which database it is, and changes nothing', async () => {
    const result = await runBridge(runner, project, { do: 'identity' });
    assert.equal(result.outcome, 'done', fail(result));
    assert.equal(result.database?.database, 'hartomat');
    assert.equal(result.database.host, 'postgres');
    assert.equal(
      result.database.systemIdentifier,
      await stack.psql('SELECT system_identifier FROM pg_control_system()'),
    );
    assert.equal(await stack.psql("SELECT to_regclass('alembic_version') IS NULL"), 't');
  });

  it('upgrades, with an event per revision', async () => {
    const result = await alembic('upgrade', 'head');
    assert.equal(result.outcome, 'done', fail(result));
    assert.equal(result.steps.length, 59);
    assert.equal(await applied(), '059');
  });

  it('answers questions about the catalogs', async () => {
    const query = { sql: "SELECT to_regclass('products')::text AS name" };
    const result = await runBridge(runner, project, { do: 'query', queries: [query] });
    assert.deepEqual(result.results, [[{ name: 'products' }]], fail(result));
  });

  it('rolls back', async () => {
    const result = await alembic('downgrade', '059@058');
    assert.equal(result.outcome, 'done', fail(result));
    assert.equal(await applied(), '058');
    await alembic('upgrade', 'head');
    assert.equal(await applied(), '059');
  });

  describe('with a migration that takes long', () => {
    let file: string;
    before(async () => {
      file = await writeMigration(
        project,
        ['060', '059'],
        [
          "op.create_table('made', sa.Column('id', sa.Integer))",
          "op.execute('SELECT pg_sleep(600)')",
        ],
      );
    });
    after(() => rm(file));

    const sleeping = async () =>
      (await stack.psql(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()",
      )) === '1';
    const nothingRuns = async () =>
      (await stack.psql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'hartomat' AND state <> 'idle' AND pid <> pg_backend_pid()",
      )) === '0';
    const nothingApplied = async () => {
      assert.equal(await applied(), '059');
      assert.equal(await stack.psql("SELECT to_regclass('made') IS NULL"), 't');
      const left = async () => /<alembic-pilot>/.test(await stack.compose('top', 'backend'));
      await until('no bridge is left in the container', async () => !(await left()));
    };

    it('cancels: the statement ends and nothing is applied', async () => {
      const abort = new AbortController();
      const events: BridgeEvent[] = [];
      const run = runBridge(
        runner,
        project,
        { do: 'alembic', args: ['upgrade', 'head'] },
        { signal: abort.signal, onEvent: (event) => events.push(event) },
      );
      await until('the query runs', sleeping);
      abort.abort();
      const result = await run;
      assert.equal(result.outcome, 'cancelled', fail(result));
      assert.ok(await nothingRuns(), 'when it says cancelled, nothing runs any more');
      await nothingApplied();
    });

    it('ends too when the docker compose client is killed', async () => {
      const run = alembic('upgrade', 'head');
      await until('the query runs', sleeping);
      const clients = await composeClients();
      assert.equal(clients.length, 1, clients.join());
      for (const pid of clients) process.kill(-pid, 'SIGKILL');
      const result = await run;
      assert.equal(result.outcome, 'lost', fail(result));
      await until('no statement runs', nothingRuns);
      await nothingApplied();
    });

    it('ends too when the process that started it is killed', async () => {
      const script = join(import.meta.dirname, 'support', 'run-upgrade.ts');
      const client = spawn(process.execPath, ['--import', 'tsx', script, stack.folder], {
        stdio: 'ignore',
        env: { ...process.env, ...engine.env },
      });
      const ended = new Promise((resolve) => client.once('close', resolve));
      await until('the query runs', sleeping);
      client.kill('SIGKILL');
      await ended;
      await until('no statement runs', nothingRuns);
      await nothingApplied();
    });
  });

  it('explains a stopped service', async () => {
    await stack.compose('stop', '-t', '1', 'backend');
    const result = await alembic('current');
    assert.equal(result.outcome, 'failed');
    const { title, whatToDo } = explainFailure(result, runner);
    assert.equal(title, 'The service backend is not running');
    assert.match(whatToDo, /docker compose up -d backend/);
    await stack.compose('start', 'backend');
  });
});
