import assert from 'node:assert/strict';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import { autogenerateMigration } from '../../src/actions/new-migration-autogenerate.js';
import { loadProject } from '../../src/system/files/load-project.js';
import { needEngine } from './support/engine.js';
import { projectIn, runnerFor } from './support/scene.js';
import { type Stack, startStack, stopStacks } from './support/stack.js';

describe('autogenerate in a container', () => {
  let engine: DockerEngine;
  let stack: Stack;
  before(async function () {
    engine = await needEngine(this);
    stack = await startStack(engine);
  });
  after(stopStacks);

  it('says that the database is behind, then writes the file on this machine', async () => {
    const project = await projectIn(stack.folder);
    const versions = join(project.scriptLocation, 'versions');
    const model = join(project.directory, 'app/models/cad_file.py');
    const before = await readFile(model, 'utf8');
    const field = '    step_digest: Mapped[Optional[str]] = mapped_column(String(64))\n';
    await writeFile(model, before.replace(/(\n {4}__tablename__ = .*\n)/u, `$1${field}`));
    await chown(versions, 1234, 1235);
    const runner = await runnerFor(project, engine);
    const loaded = await loadProject(project);
    const context = {
      project,
      graph: loaded.graph,
      runner,
      database: { kind: 'project' } as const,
    };
    const lines: string[] = [];
    const generate = () =>
      autogenerateMigration(
        context,
        loaded,
        { message: 'Add step digest', git: false },
        {
          log: (line) => lines.push(line),
          progress: () => undefined,
          signal: new AbortController().signal,
        },
      );
    await stack.compose('exec', '-T', 'backend', 'alembic', 'upgrade', '058');
    const behind = await generate();
    assert.deepEqual(behind, { outcome: 'behind', pending: ['059'] });
    await stack.compose('exec', '-T', 'backend', 'alembic', 'upgrade', 'head');
    const made = await generate();
    assert.equal(made.outcome, 'created', JSON.stringify(made));
    assert.equal(made.file, join(versions, '060_add_step_digest.py'));
    assert.deepEqual([made.revision, made.down, made.empty], ['060', ['059'], false]);
    assert.match(
      await readFile(made.file, 'utf8'),
      /op\.add_column\('cad_files', sa\.Column\('step_digest'/u,
    );
    assert.match(made.notes.join(), /belongs to root.*sudo chown 1234:1235/u);
    assert.match(
      lines.join('\n'),
      /^\$ .*docker compose exec -T backend alembic revision --autogenerate/mu,
    );
  });
});
