import assert from 'node:assert/strict';
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  readdir,
  rename,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import { exec } from '../../scripts/toolchain/exec.js';
import { findOnPath } from '../../scripts/toolchain/find-on-path.js';
import { commandLine } from '../../src/core/alembic/command-line.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { runProcess } from '../../src/system/processes/run-process.js';
import { afterGenerate } from '../../src/system/runners/compose-generated.js';
import type { ComposeRunner } from '../../src/system/runners/compose-runner.js';
import { detectComposeRunners } from '../../src/system/runners/compose.js';
import { needEngine } from './support/engine.js';
import { projectIn, runnerFor, writeMigration } from './support/scene.js';
import { type Stack, startStack, stopStacks } from './support/stack.js';

describe('the compose runner', () => {
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

  it('is the backend, because it mounts the project, and has the interpreter of its alembic', () => {
    assert.equal(runner.label, 'docker compose: backend');
    assert.match(runner.reason, /^It mounts this project at \/app, it is named backend/);
    assert.equal(runner.files, 'mount');
    assert.deepEqual(runner.alembic(['current']), {
      file: 'docker',
      args: ['compose', 'exec', '-T', 'backend', 'alembic', 'current'],
      cwd: stack.folder,
      env: engine.env,
    });
    assert.deepEqual(runner.python(['-V']).args.slice(-3), ['backend', '/usr/bin/python3', '-V']);
  });

  it('maps paths both ways', () => {
    const file = join(project.scriptLocation, 'versions', '001_x.py');
    assert.equal(runner.toRunner(file), '/app/alembic/versions/001_x.py');
    assert.equal(runner.toHost('/app/alembic/versions/001_x.py'), file);
    assert.equal(runner.toHost('/usr/lib/python3/dist-packages/alembic/config.py'), undefined);
  });

  it('runs the alembic of the container', async () => {
    const { code, stdout, stderr } = await runProcess(runner.alembic(['heads']));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^059 \(head\)/m);
  });

  it('reads files alone where processes are not allowed', async () => {
    const [best] = await detectComposeRunners(project, {
      allowed: false,
      env: { PATH: '/nowhere' },
    });
    assert.equal(best?.ready, false);
    assert.equal(best.runner.label, 'docker compose: backend');
    assert.deepEqual(best.runner.python([]).args.slice(-1), ['python3']);
  });

  describe('says what is in the way', () => {
    it('a file that the container does not have', async () => {
      assert.equal(await runner.check([project.config]), undefined);
      const elsewhere = join(dirname(stack.folder), 'elsewhere.py');
      const problem = await runner.check([elsewhere]);
      assert.equal(problem?.title, `The container of backend does not have ${elsewhere}`);
      assert.match(problem.whatToDo, /docker compose up -d --build backend/);
    });

    it('a paused service', async () => {
      await stack.compose('pause', 'backend');
      const problem = await runner.check();
      assert.equal(problem?.title, 'The service backend is paused');
      assert.ok(problem.command !== undefined);
      assert.equal((await runProcess(problem.command)).code, 0, commandLine(problem.command));
      assert.equal(await runner.check(), undefined);
    });

    it('a stopped service', async () => {
      await stack.compose('stop', '-t', '1', 'backend');
      const problem = await runner.check();
      assert.equal(problem?.title, 'The service backend is not running');
      assert.match(problem.cause, /Its container is exited/);
      assert.match(problem.whatToDo, /docker compose up -d backend/);
      const [detected] = await detectComposeRunners(project, { allowed: true, env: engine.env });
      assert.equal(detected?.ready, false);
      assert.match(detected.runner.reason, /The service backend is not running\.$/);
      assert.ok(problem.command !== undefined);
      assert.equal((await runProcess(problem.command)).code, 0);
      assert.equal(await runner.check(), undefined);
    });

    it('a service without a container', async () => {
      await stack.compose('rm', '-s', '-f', 'backend');
      assert.match((await runner.check())?.cause ?? '', /It has no container yet/);
      await stack.compose('up', '-d', 'backend');
      assert.equal(await runner.check(), undefined);
    });

    it('an engine that does not run', async () => {
      const env = { ...engine.env, DOCKER_HOST: 'unix:///nowhere/docker.sock' };
      const [best] = await detectComposeRunners(project, { allowed: true, env });
      assert.equal(best?.ready, false);
      assert.match(best.runner.reason, /Docker is not running\.$/);
      assert.equal((await best.runner.check())?.title, 'Docker is not running');
    });

    it('no Docker at all', async () => {
      const env = { PATH: '/nowhere' };
      const [best] = await detectComposeRunners(project, { allowed: true, env });
      assert.equal(best?.ready, false);
      assert.match(best.runner.reason, /Docker is not installed here\.$/);
    });
  });

  describe('with another kind of compose', () => {
    let bin: string;
    let env: Readonly<Record<string, string>>;

    // A Docker whose CLI has no compose plugin.
    before(async () => {
      const docker = findOnPath('docker') ?? '';
      bin = join(stack.folder, 'bin');
      await mkdir(bin);
      const refusal = `echo "docker: 'compose' is not a docker command." >&2; exit 1`;
      await writeFile(
        join(bin, 'docker'),
        `#!/bin/sh\n[ "$1" = compose ] && { ${refusal}; }\nexec ${docker} "$@"\n`,
      );
      await chmod(join(bin, 'docker'), 0o755);
      env = { ...engine.env, PATH: `${bin}:/usr/bin:/bin` };
    });

    it('says that there is none', async () => {
      const [best] = await detectComposeRunners(project, { allowed: true, env });
      assert.equal(best?.ready, false);
      assert.match(best.runner.reason, /Docker Compose is not installed\.$/);
    });

    it('takes docker-compose', async () => {
      const info = await exec('docker', ['info', '--format', '{{json .ClientInfo.Plugins}}'], {
        env: { ...process.env, ...engine.env },
      });
      const plugins = JSON.parse(info.stdout) as { Name: string; Path: string }[];
      const plugin = plugins.find(({ Name }) => Name === 'compose');
      await symlink(plugin?.Path ?? '', join(bin, 'docker-compose'));
      const [best] = await detectComposeRunners(project, { allowed: true, env });
      assert.equal(best?.ready, true, best?.runner.reason);
      const spec = best.runner.alembic(['heads']);
      assert.deepEqual([spec.file, ...spec.args].slice(0, 3), ['docker-compose', 'exec', '-T']);
      assert.match((await runProcess(spec)).stdout, /^059/m);
    });
  });

  describe('after alembic revision', () => {
    it('knows the file on the host, and whose it is', async () => {
      const versions = join(project.scriptLocation, 'versions');
      await stack.compose('exec', '-T', 'backend', 'alembic', 'upgrade', 'head');
      // The folder of a developer; the container writes as root.
      await chown(versions, 1234, 1235);
      const args = ['revision', '--autogenerate', '-m', 'made in the container', '--rev-id', '060'];
      const { stdout, stderr } = await runProcess(runner.alembic(args));
      const printed = /Generating\s+(\S+)\s/.exec(stdout)?.[1] ?? '';
      assert.match(printed, /^\/app\/alembic\/versions\/060_/, stdout + stderr);
      const generated = await afterGenerate(runner, printed, versions);
      assert.ok('file' in generated);
      assert.equal(generated.file, join(versions, '060_made_in_the_container.py'));
      assert.equal((await stat(generated.file)).uid, 0);
      assert.equal(generated.copied, false);
      assert.equal(generated.owner?.title, '060_made_in_the_container.py belongs to root');
      assert.equal(commandLine(generated.owner.command), `sudo chown 1234:1235 ${generated.file}`);
      const { args: chownArgs } = generated.owner.command;
      assert.equal((await exec(chownArgs[0] ?? '', chownArgs.slice(1))).code, 0);
      const repaired = await afterGenerate(runner, printed, versions);
      assert.ok('file' in repaired);
      assert.equal(repaired.owner, undefined);
    });

    it('copies out a file that exists only in the container', async () => {
      const printed = '/srv/elsewhere/061_only_there.py';
      await stack.compose('exec', '-T', 'backend', 'mkdir', '/srv/elsewhere');
      await stack.compose('exec', '-T', 'backend', 'cp', '/app/alembic/env.py', printed);
      const folder = join(stack.folder, 'out');
      await mkdir(folder);
      const generated = await afterGenerate(runner, printed, folder);
      assert.ok('file' in generated, JSON.stringify(generated));
      assert.equal(generated.copied, true);
      assert.equal(generated.file, join(folder, '061_only_there.py'));
      assert.equal(generated.owner, undefined);
    });

    it('says how to copy what cannot be copied', async () => {
      const generated = await afterGenerate(runner, '/srv/no/such.py', stack.folder);
      assert.ok('title' in generated);
      assert.equal(generated.title, 'such.py exists only in the container');
      assert.match(generated.whatToDo, /docker compose cp backend:\/srv\/no\/such\.py/);
    });
  });
});

describe('an image with a copy of the project', () => {
  let stack: Stack;
  let engine: DockerEngine;
  let removeImage = () => Promise.resolve();
  before(async function () {
    engine = await needEngine(this);
    stack = await startStack(engine);
    // As an image built with COPY: the files are in the container, and nothing is mounted.
    await stack.compose('exec', '-T', 'backend', 'cp', '-r', '/app', '/srv/project');
    const container = (await stack.compose('ps', '-q', 'backend')).trim();
    const env = { ...process.env, ...engine.env };
    removeImage = async () => {
      await exec('docker', ['image', 'rm', '-f', image], { env });
    };
    assert.equal((await exec('docker', ['commit', container, image], { env })).code, 0);
    await writeFile(
      join(stack.folder, 'docker-compose.override.yml'),
      `services:
  backend:
    build: !override { context: ./backend, dockerfile: Dockerfile.copied }
    image: ${image}
    command: [sleep, infinity]
    init: true
    working_dir: /srv/project
    volumes: !reset []
    ports: !reset []
  postgres:
    image: ${engine.image}
    command: [alembic-pilot-postgres]
`,
    );
    await writeFile(
      join(stack.folder, 'backend', 'Dockerfile.copied'),
      'FROM python:3.13\nWORKDIR /srv/project\nCOPY . .\n',
    );
    await stack.compose('up', '-d', '--no-build', 'backend');
  });
  const image = `alembic-pilot-test-copy:${process.pid}`;
  after(async () => {
    await stopStacks();
    await removeImage();
  });

  it('is told from a mount, and a newer file is missed in it', async () => {
    const project = await projectIn(stack.folder);
    const runner = await runnerFor(project, engine);
    assert.equal(runner.files, 'copy');
    assert.match(runner.reason, /^Its image has a copy of this project at \/srv\/project/);
    assert.equal(runner.toRunner(project.config), '/srv/project/alembic.ini');
    assert.equal(await runner.check([project.config]), undefined);
    const file = await writeMigration(project, ['060', '059'], ['pass']);
    const problem = await runner.check([file]);
    assert.match(problem?.title ?? '', /does not have \/srv\/project\/alembic\/versions\/060_test/);
    assert.match(problem?.cause ?? '', /built before this file was written/);
    const [first = ''] = (await readdir(join(project.scriptLocation, 'versions'))).filter((name) =>
      name.startsWith('001'),
    );
    const old = join(project.scriptLocation, 'versions', first);
    assert.equal(await runner.check([old]), undefined);
    await appendFile(old, '# changed since\n');
    assert.match((await runner.check([old]))?.cause ?? '', /would run the old one/);
  });

  it('a file generated in it is copied to its place on the host', async () => {
    const project = await projectIn(stack.folder);
    const runner = await runnerFor(project, engine);
    const versions = join(project.scriptLocation, 'versions');
    await rename(join(versions, '060_test.py'), join(stack.folder, '060_test.py'));
    const args = ['revision', '-m', 'only there', '--rev-id', '060'];
    const { stdout, stderr } = await runProcess(runner.alembic(args));
    const printed = /Generating\s+(\S+)\s/.exec(stdout)?.[1] ?? '';
    const generated = await afterGenerate(runner, printed, versions);
    assert.ok('file' in generated, stdout + stderr);
    assert.equal(generated.copied, true);
    assert.equal(generated.file, join(versions, '060_only_there.py'));
  });
});
