import assert from 'node:assert/strict';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import { startPostgres, type PostgresServer } from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { check } from '../../src/actions/check.js';
import type { RunIntent } from '../../src/actions/plan-run.js';
import { runMigrations } from '../../src/actions/run-migrations.js';
import { loadProjects, type LoadedProject } from '../../src/system/files/load-project.js';
import { detectRunners } from '../../src/system/runners/choose-runner.js';

/** What an Apply leaves behind for the rule `edited-after-apply`. */
describe('a migration that was applied', function () {
  this.timeout(180_000);
  let server: PostgresServer;
  let folder: string;
  let interpreter: string;
  const cache = process.env['XDG_CACHE_HOME'];

  before(async () => {
    interpreter = (await pythonWithAlembic()).python;
    server = await startPostgres();
    folder = realpathSync(await mkdtemp(path.join(tmpdir(), 'alembic-pilot-applied-')));
    await copyExample(folder);
    process.env['XDG_CACHE_HOME'] = path.join(folder, 'cache');
  });
  after(async () => {
    if (cache === undefined) Reflect.deleteProperty(process.env, 'XDG_CACHE_HOME');
    else process.env['XDG_CACHE_HOME'] = cache;
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function loaded(): Promise<LoadedProject> {
    const [project] = await loadProjects(folder);
    assert.ok(project);
    return project;
  }

  async function run(intent: RunIntent): Promise<void> {
    const project = await loaded();
    const [runner] = await detectRunners(project.project, folder, { interpreter });
    assert.ok(runner);
    const result = await runMigrations(
      { ...project, runner, database: { kind: 'connection', ...server } },
      intent,
      {
        confirm: () => Promise.resolve(true),
        progress: () => undefined,
        log: () => undefined,
        signal: AbortSignal.timeout(120_000),
      },
    );
    assert.equal(result.outcome, 'done', result.failure?.cause);
  }

  async function edited(): Promise<readonly (string | undefined)[]> {
    const only = new Set(['edited-after-apply']);
    const { findings } = await check(await loaded(), { root: folder, all: true, only });
    return findings.map(({ revision }) => revision);
  }

  it('is found when its code changes, until it is rolled back', async () => {
    await run({ do: 'upgrade', revision: '059' });
    assert.deepEqual(await edited(), []);
    const file = (await loaded()).graph.revisions.get('059')?.file ?? '';
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}\n# Nothing that runs.\n`);
    assert.deepEqual(await edited(), []);
    const changed = `${text}\n\ndef upgrade():\n    op.execute("SELECT 1")\n`;
    writeFileSync(file, changed);
    assert.deepEqual(await edited(), ['059']);
    await run({ do: 'roll back', revision: '059' });
    assert.deepEqual(await edited(), []);
    await run({ do: 'upgrade', revision: '059' });
    assert.deepEqual(await edited(), []);
    writeFileSync(file, text);
    assert.deepEqual(await edited(), ['059']);
  });
});
