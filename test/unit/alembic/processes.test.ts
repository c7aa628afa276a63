import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunUnderWay, SingleFlight } from '../../../src/system/bridge/single-flight.js';
import { ProcessError } from '../../../src/system/processes/process-error.js';
import { runProcess } from '../../../src/system/processes/run-process.js';
import { customRunner } from '../../../src/system/runners/custom.js';
import { mapPath } from '../../../src/system/runners/path-mapping.js';
import type { AlembicProject } from '../../../src/core/project/alembic-project.js';

const project: AlembicProject = {
  config: '/repo/alembic.ini',
  kind: 'ini',
  directory: '/repo',
  scriptLocation: '/repo/alembic',
  versionLocations: [],
  recursive: false,
  sourceless: false,
  fileTemplate: '',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
};

describe('runProcess', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alembic-pilot-process-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const node = (script: string, ...args: string[]) => ({
    file: process.execPath,
    args: ['-e', script, ...args],
    cwd: folder,
    env: { ADDED: 'yes' },
  });

  it('gives code, output, input and environment, without a shell', async () => {
    const script =
      'process.stdin.pipe(process.stdout); console.error(process.env.ADDED, process.argv[1]); process.exitCode = 3';
    const heard: string[] = [];
    const result = await runProcess(node(script, '$HOME "x" ; id'), {
      input: 'in',
      onOutput: (stream, text) => heard.push(`${stream}:${text}`),
    });
    assert.deepEqual(result, {
      code: 3,
      ended: 'itself',
      stdout: 'in',
      stderr: 'yes $HOME "x" ; id\n',
    });
    assert.deepEqual(heard.sort(), ['stderr:yes $HOME "x" ; id\n', 'stdout:in']);
  });

  it('keeps the end of endless output', async () => {
    const script =
      'for (let i = 0; i < 60; i++) process.stdout.write("x".repeat(100000)); process.stdout.write("end")';
    const { stdout } = await runProcess(node(script));
    assert.equal(stdout.length, 1_000_000);
    assert.ok(stdout.endsWith('xend'));
  });

  // The grandchild holds the same standard output: that the promise settles proves that it is gone.
  const grandchild = 'console.log("started"); setInterval(() => {}, 1000)';
  const family = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], {stdio: 'inherit'}); setInterval(() => {}, 1000)`;

  it('kills what it started and what that started on abort', async () => {
    const abort = new AbortController();
    const { ended, code, stdout } = await runProcess(node(family), {
      signal: abort.signal,
      onOutput: () => {
        abort.abort();
      },
    });
    assert.deepEqual([ended, code, stdout], ['abort', undefined, 'started\n']);
  });

  it('kills it at the time limit', async () => {
    const { ended, code } = await runProcess(node(family), { timeoutMs: 1000 });
    assert.deepEqual([ended, code], ['timeout', undefined]);
  });

  it('says what is missing', async () => {
    const problem = (spec: Parameters<typeof runProcess>[0]) =>
      runProcess(spec).then(
        () => assert.fail('it started'),
        (error: unknown) => {
          assert.ok(error instanceof ProcessError);
          return [error.problem, error.message];
        },
      );
    const spec = { file: '/nowhere/python', args: [], cwd: folder, env: {} };
    assert.deepEqual(await problem(spec), [
      'not-found',
      'The program /nowhere/python was not found.',
    ]);
    assert.deepEqual(await problem({ ...node(''), cwd: '/nowhere' }), [
      'no-directory',
      'The folder /nowhere does not exist.',
    ]);
    assert.equal((await problem({ ...spec, file: folder }))[0], 'not-permitted');
  });
});

describe('customRunner', () => {
  it('puts arguments where the template has its hole', () => {
    const runner = customRunner(project, ['kubectl', 'exec', '-i', 'web', '--', '{alembic}']);
    assert.equal(runner.label, 'kubectl exec -i web -- {alembic}');
    assert.deepEqual(runner.alembic(['upgrade', 'head']), {
      file: 'kubectl',
      args: ['exec', '-i', 'web', '--', 'alembic', 'upgrade', 'head'],
      cwd: '/repo',
      env: {},
    });
    assert.deepEqual(runner.python(['-c', 'x y']).args.slice(-3), ['python3', '-c', 'x y']);
  });

  it('quotes inside a longer item, names the interpreter, appends without a hole', () => {
    const ssh = customRunner(project, ['ssh', 'host', 'cd /app && {python:/v/bin/python}']);
    assert.deepEqual(ssh.python(['-c', "print('$x')"]).args, [
      'host',
      `cd /app && /v/bin/python -c 'print('\\''$x'\\'')'`,
    ]);
    assert.deepEqual(ssh.alembic(['current']).args.slice(-1), [
      'cd /app && /v/bin/python -m alembic current',
    ]);
    const appended = customRunner(project, ['docker', 'exec', '-i', 'web']);
    assert.deepEqual(appended.python(['-V']).args, ['exec', '-i', 'web', 'python3', '-V']);
  });

  it('maps paths both ways', () => {
    const mappings = [
      { host: '/repo', runner: '/app' },
      { host: '/repo/lib/', runner: '/lib' },
    ];
    assert.equal(mapPath('/repo/lib/x.py', mappings, 'host'), '/lib/x.py');
    assert.equal(mapPath('/repo/libx.py', mappings, 'host'), '/app/libx.py');
    const runner = customRunner(project, ['x'], mappings);
    assert.equal(runner.toHost('/app/versions/1.py'), '/repo/versions/1.py');
    assert.equal(runner.toHost('/elsewhere'), undefined);
    assert.equal(runner.toRunner('/elsewhere'), '/elsewhere');
  });
});

describe('SingleFlight', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'alembic-pilot-flight-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a second run and names the first; another project is free', async () => {
    const one = new SingleFlight(folder);
    const other = new SingleFlight(folder);
    const done = await one.run(project, 'upgrade head', async () => {
      await assert.rejects(
        other.run(project, 'downgrade base', () => Promise.resolve()),
        (error) => error instanceof RunUnderWay && error.what === 'upgrade head',
      );
      return other.run({ ...project, section: 'other' }, 'x', () => Promise.resolve(7));
    });
    assert.equal(done, 7);
    assert.equal(await other.run(project, 'again', () => Promise.resolve(8)), 8);
  });

  it('frees the project when the run fails', async () => {
    const flight = new SingleFlight(folder);
    await assert.rejects(
      flight.run(project, 'x', () => Promise.reject(new Error('no'))),
      /no/u,
    );
    assert.equal(await flight.run(project, 'y', () => Promise.resolve(1)), 1);
  });

  it('takes over from a process that is gone', async () => {
    const flight = new SingleFlight(folder);
    const script = `
      const { SingleFlight } = await import(${JSON.stringify(new URL('../../../src/system/bridge/single-flight.ts', import.meta.url).href)});
      await new SingleFlight(${JSON.stringify(folder)}).run(${JSON.stringify(project)}, 'dies', () => process.kill(process.pid, 'SIGKILL'));`;
    await runProcess({
      file: process.execPath,
      args: ['--import', 'tsx', '--input-type=module', '-e', script],
      cwd: process.cwd(),
      env: {},
    });
    assert.equal(await flight.run(project, 'next', () => Promise.resolve(1)), 1);
  });
});
