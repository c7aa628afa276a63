import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import { projectRoot } from '../../scripts/toolchain/project-root.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { until } from '../support/bridge-bench.js';
import { needEngine } from './support/engine.js';
import { projectIn, writeMigration } from './support/scene.js';
import { type Stack, startStack, stopStacks } from './support/stack.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command-line tool on the example's copy. */
function startCli(args: readonly string[], env: Readonly<Record<string, string>>) {
  const main = join(projectRoot, 'src', 'cli', 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => {
      resolve({ code, ...said });
    }),
  );
  return { child, ended };
}

/** What `upgrade`, `downgrade` and `verify` print as JSON, as far as these tests look. */
interface RunJson {
  readonly outcome: string;
  readonly ran: readonly string[];
  readonly current: readonly string[] | null;
  readonly failure?: { readonly title: string; readonly whatToDo: string };
  readonly verifications: readonly {
    readonly revision: string;
    readonly expected: string;
    readonly rows: readonly { readonly state: string; readonly expectation: string }[];
  }[];
}

for (const publishPort of [false, true]) {
  describe(`the command line with Docker, ${publishPort ? 'with a' : 'without a'} published port`, () => {
    let engine: DockerEngine;
    let stack: Stack;
    let how: readonly string[];
    let env: Readonly<Record<string, string>>;

    before(async function () {
      engine = await needEngine(this);
      stack = await startStack(engine, { publishPort });
      if (publishPort) {
        // Alembic runs on this machine and reaches the database in its container by the port.
        const [address = ''] = (await stack.compose('port', 'postgres', '5432')).trim().split('\n');
        const { python } = await pythonWithAlembic();
        env = { ...engine.env, PILOT_URL: `postgresql://hartomat:hartomat@${address}/hartomat` };
        how = ['--runner', 'local', '--python', python, '--database', 'PILOT_URL'];
      } else {
        env = engine.env;
        how = ['--runner', 'compose', '--use-project-database'];
      }
    });
    after(stopStacks);

    const start = (...args: readonly string[]) =>
      startCli([...args, ...how, '--format', 'json', stack.folder], env);
    const run = async (...args: readonly string[]) => {
      const ended = await start(...args).ended;
      assert.notEqual(ended.stdout, '', `${args.join(' ')} printed nothing:\n${ended.stderr}`);
      return { ...ended, json: JSON.parse(ended.stdout) as RunJson };
    };
    const applied = () => stack.psql('SELECT version_num FROM alembic_version');
    const verdicts = ({ verifications }: RunJson) =>
      verifications.flatMap(({ rows }) => rows.map(({ state }) => state));

    it('upgrades to head and verifies every revision', async () => {
      const { code, json, stderr } = await run('upgrade', '--yes');
      assert.equal(json.outcome, 'done', stderr);
      assert.equal(json.ran.length, 59);
      assert.deepEqual(json.current, ['059']);
      assert.equal(await applied(), '059');
      assert.equal(json.verifications.length, 59);
      assert.deepEqual(
        json.verifications.flatMap(({ revision, rows }) =>
          rows.filter(({ state }) => state === 'fails').map((row) => [revision, row]),
        ),
        [],
      );
      assert.equal(code, 0, stderr);
    });

    it('shows what is applied', async () => {
      const { stdout, code } = await start('status').ended;
      assert.equal(code, 0);
      const { projects } = JSON.parse(stdout) as {
        projects: { current: string[]; pending: string[]; runner: string }[];
      };
      assert.deepEqual(projects[0]?.current, ['059']);
      assert.deepEqual(projects[0].pending, []);
      if (!publishPort) assert.equal(projects[0].runner, 'docker compose: backend');
    });

    it('describes a table', async () => {
      const { stdout, stderr } = await start('describe', 'cad_files').ended;
      const { text } = JSON.parse(stdout || `{"text": ${JSON.stringify(stderr)}}`) as {
        text: string;
      };
      assert.match(text, /Table "public\.cad_files"/);
      assert.match(text, /REFERENCES tenants\(id\) ON DELETE RESTRICT/);
    });

    it('verifies, and sees what was changed behind its back', async () => {
      const fine = await run('verify', '--revision', '045');
      assert.equal(fine.code, 0, fine.stdout);
      await stack.psql('ALTER TABLE cad_files DROP COLUMN part_count');
      const broken = await run('verify', '--revision', '052');
      assert.equal(broken.code, 1, broken.stdout);
      assert.ok(verdicts(broken.json).includes('fails'), broken.stdout);
      await stack.psql('ALTER TABLE cad_files ADD COLUMN part_count integer');
    });

    it('rolls one revision back, and only that', async () => {
      const { code, json, stderr } = await run('downgrade', '--revision', '059', '--yes');
      assert.equal(json.outcome, 'done', stderr);
      assert.deepEqual(json.ran, ['059']);
      assert.equal(json.verifications[0]?.expected, 'undone');
      assert.equal(code, 0, stderr);
      assert.equal(await applied(), '058');
      assert.equal((await run('upgrade', '--yes')).json.outcome, 'done');
    });

    it('cancels in mid-query: nothing runs on, nothing was applied', async () => {
      const project = await projectIn(stack.folder);
      const file = await writeMigration(
        project,
        ['060', '059'],
        [
          "op.create_table('made', sa.Column('id', sa.Integer))",
          "op.execute('SELECT pg_sleep(600)')",
        ],
      );
      const { child, ended } = start('upgrade', '--yes');
      try {
        await until('the query runs', async () => (await sleeping(stack)) === 1);
      } finally {
        child.kill('SIGINT');
        await ended;
        await rm(file);
      }
      assert.equal(await sleeping(stack), 0, 'when it has ended, nothing runs any more');
      const { code, stdout, stderr } = await ended;
      const json = JSON.parse(stdout) as RunJson;
      assert.equal(json.outcome, 'cancelled', stderr);
      assert.deepEqual(json.ran, []);
      assert.deepEqual(json.current, ['059']);
      assert.equal(code, 1);
      assert.equal(await stack.psql("SELECT to_regclass('made') IS NULL"), 't');
    });

    if (publishPort) return;

    it('says that the service is not running, and which command starts it', async () => {
      await stack.compose('stop', '-t', '1', 'backend');
      const { code, stdout, stderr } = await start('upgrade', '--yes').ended;
      assert.equal(code, 1, stdout);
      assert.match(stdout + stderr, /The service backend is not running/);
      assert.match(stdout + stderr, /docker compose up -d backend/);
      await stack.compose('start', 'backend');
    });

    it('says that Docker is not running', async () => {
      const { code, stdout, stderr } = await startCli(['upgrade', '--yes', ...how, stack.folder], {
        ...env,
        DOCKER_HOST: 'unix:///nowhere/docker.sock',
      }).ended;
      assert.equal(code, 1, stdout);
      assert.match(stdout + stderr, /Docker is not running/);
    });

    it('says that the database does not run', async () => {
      await stack.compose('stop', '-t', '1', 'postgres');
      const { code, stdout, stderr } = await start('status').ended;
      assert.equal(code, 1, stdout);
      assert.match(stderr, /docker compose up -d postgres/);
    });
  });
}

async function sleeping(stack: Stack): Promise<number> {
  const count = await stack.psql(
    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()",
  );
  return Number(count);
}
