import assert from 'node:assert/strict';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { runProcess } from '../../src/system/processes/run-process.js';
import type { ComposeRunner } from '../../src/system/runners/compose-runner.js';
import { detectComposeRunners } from '../../src/system/runners/compose.js';
import { needEngine } from './support/engine.js';
import { projectIn, runnerFor } from './support/scene.js';
import { type Stack, startStack, stopStacks } from './support/stack.js';

describe('the interpreter in a container', () => {
  let engine: DockerEngine;
  let stack: Stack;
  let project: AlembicProject;
  let bin: string;

  before(async function () {
    engine = await needEngine(this);
    // A container whose PATH has neither python3 nor sh.
    const bare = `  bare:
    image: ${engine.image}
    command: [/usr/bin/sleep, infinity]
    init: true
    environment: { PATH: /nowhere }
    working_dir: /app
    volumes: ['./backend:/app']
`;
    stack = await startStack(engine, { services: bare });
    project = await projectIn(stack.folder);
    bin = join(project.directory, '.venv', 'bin');
    await mkdir(bin, { recursive: true });
  });
  after(stopStacks);

  const inBackend = (...args: readonly string[]) => stack.compose('exec', '-T', 'backend', ...args);
  const interpreterOf = (runner: ComposeRunner) => runner.python([]).args.at(-1);
  const heads = async (runner: ComposeRunner) =>
    (await runProcess(runner.alembic(['heads']))).stdout.trim();

  /** Puts a script before Debian's on the PATH of the backend. */
  async function scriptWith(firstLines: string): Promise<ComposeRunner> {
    const body = 'import sys\nfrom alembic.config import main\nsys.exit(main())\n';
    const script = join(project.directory, 'alembic-script');
    await writeFile(script, `${firstLines}\n${body}`);
    await chmod(script, 0o755);
    await inBackend('cp', '/app/alembic-script', '/usr/local/bin/alembic');
    return runnerFor(project, engine);
  }

  it('is found through env', async () => {
    await inBackend('ln', '-sf', '/usr/bin/python3', '/usr/local/bin/python-of-app');
    const runner = await scriptWith('#!/usr/bin/env -S python-of-app -B');
    assert.equal(interpreterOf(runner), '/usr/local/bin/python-of-app');
    assert.equal(await heads(runner), '059 (head)');
  });

  it('is found through a shell, as pip writes it for long paths', async () => {
    const runner = await scriptWith(
      `#!/bin/sh\n'''exec' "/usr/local/bin/python-of-app" "$0" "$@"\n' '''`,
    );
    assert.equal(interpreterOf(runner), '/usr/local/bin/python-of-app');
    assert.equal(await heads(runner), '059 (head)');
  });

  it('is the one that has the module where there is no script', async () => {
    await inBackend('rm', '/usr/local/bin/alembic');
    await inBackend('mv', '/usr/bin/alembic', '/usr/bin/alembic-away');
    const runner = await runnerFor(project, engine);
    assert.deepEqual(runner.alembic(['heads']).args.slice(-4), [
      '/usr/bin/python3',
      '-m',
      'alembic',
      'heads',
    ]);
    assert.equal(await heads(runner), '059 (head)');
  });

  it('is missing where Alembic is', async () => {
    await inBackend('mv', '/usr/lib/python3/dist-packages/alembic', '/srv/alembic-away');
    const runner = await runnerFor(project, engine);
    const problem = await runner.check();
    assert.equal(problem?.title, 'There is no Alembic in the container of backend');
    assert.match(problem.cause, /^\/usr\/bin\/python3 cannot import it/);
    await inBackend('mv', '/srv/alembic-away', '/usr/lib/python3/dist-packages/alembic');
    await inBackend('mv', '/usr/bin/alembic-away', '/usr/bin/alembic');
    assert.equal(await runner.check(), undefined);
  });

  describe('without python3, which or sh on PATH', () => {
    const bare = async () => {
      const found = await detectComposeRunners(project, { allowed: true, env: engine.env });
      const one = found.find(({ runner }) => runner.service === 'bare');
      assert.ok(one !== undefined);
      return one;
    };

    it('is said to be missing', async () => {
      await rm(bin, { recursive: true });
      const { ready, runner } = await bare();
      assert.equal(ready, false);
      assert.match(runner.reason, /There is no Python in the container of bare\.$/);
    });

    it("is found in the project's virtual environment", async () => {
      await mkdir(bin, { recursive: true });
      await symlink('/usr/bin/python3', join(bin, 'python'));
      await inBackend('cp', '/usr/bin/alembic', '/app/.venv/bin/alembic');
      const script = join(bin, 'alembic');
      const text = await readFile(script, 'utf8');
      await writeFile(script, text.replace(/^#!.*/, '#!/app/.venv/bin/python'));
      const { ready, runner } = await bare();
      assert.equal(ready, true, runner.reason);
      assert.equal(interpreterOf(runner), '/app/.venv/bin/python');
      assert.equal(await heads(runner), '059 (head)');
    });
  });
});
