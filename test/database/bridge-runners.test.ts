import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import { detectRunners } from '../../src/system/runners/choose-runner.js';
import { hasAlembic } from '../../src/system/runners/has-alembic.js';
import { writeProject, type TemporaryProject } from '../support/alembic-project.js';

describe('bridge, runners of this machine', () => {
  let python: PythonWithAlembic;
  let outside: string;
  let scene: TemporaryProject;
  const path = process.env['PATH'];

  before(async () => {
    python = await pythonWithAlembic();
  });
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'alembic-pilot-outside-'));
    scene = writeProject({});
  });
  afterEach(() => {
    process.env['PATH'] = path;
    scene.remove();
    rmSync(outside, { recursive: true, force: true });
  });

  /** A virtual environment in which Alembic can be imported. */
  function makeEnvironment(folder: string): string {
    if (dirname(python.python) === '/usr/bin') {
      const args = ['-m', 'venv', '--without-pip', '--system-site-packages', folder];
      assert.equal(spawnSync(python.python, args).status, 0);
    } else {
      symlinkSync(dirname(dirname(python.python)), folder);
    }
    return join(folder, 'bin', 'python');
  }

  function makeBareEnvironment(folder: string): string {
    const made = spawnSync(python.python, ['-m', 'venv', '--without-pip', folder]);
    assert.equal(made.status, 0, String(made.stderr));
    return join(folder, 'bin', 'python');
  }

  const detect = async (options = {}) =>
    (await detectRunners(scene.project, scene.folder, options)).filter(
      ({ kind }) => kind !== 'compose',
    );

  it('finds the virtual environment beside the configuration, with its alembic', async () => {
    makeEnvironment(join(scene.folder, '.venv'));
    const [best] = await detect();
    assert.equal(best?.label, '.venv/bin/python');
    assert.equal(best.reason, 'The virtual environment .venv stands beside the project.');
    assert.deepEqual(best.alembic(['upgrade', 'head']).args.slice(-2), ['upgrade', 'head']);
    assert.equal(best.python([]).cwd, scene.folder);
  });

  it('finds it in a folder above, up to the workspace folder', async () => {
    makeEnvironment(join(scene.folder, 'venv'));
    const directory = join(scene.folder, 'backend', 'db');
    mkdirSync(directory, { recursive: true });
    const project = { ...scene.project, directory };
    const inside = await detectRunners(project, scene.folder);
    assert.ok(inside.some(({ label }) => label === 'venv/bin/python'));
    const narrow = await detectRunners(project, join(scene.folder, 'backend'));
    assert.ok(!narrow.some(({ label }) => label.endsWith('venv/bin/python')));
  });

  it('puts an interpreter without Alembic last and says so', async () => {
    makeBareEnvironment(join(scene.folder, '.venv'));
    const good = makeEnvironment(join(scene.folder, 'venv'));
    const runners = await detect();
    const labels = runners.map(({ label }) => label);
    assert.ok(labels.indexOf('venv/bin/python') < labels.indexOf('.venv/bin/python'));
    assert.match(runners.at(-1)?.reason ?? '', /It has no Alembic\.$/u);
    assert.equal(await hasAlembic(good), true);
  });

  it('does not take an environment without Alembic for one that has it', async () => {
    const bare = makeBareEnvironment(join(outside, 'bare'));
    assert.equal(await hasAlembic(bare), false);
  });

  it('takes first what is set, then what the Python extension suggests', async () => {
    makeEnvironment(join(scene.folder, '.venv'));
    makeEnvironment(join(scene.folder, 'other'));
    const suggested = join(scene.folder, 'other', 'bin', 'python');
    const [first] = await detect({ suggested });
    assert.equal(first?.label, 'other/bin/python');
    const [set] = await detect({ suggested, interpreter: '.venv/bin/python' });
    assert.equal(set?.reason, 'It is set for this project.');
    assert.equal(set.python([]).file, join(scene.folder, '.venv/bin/python'));
    const [custom] = await detect({ interpreter: 'python3', template: ['env', '{python}'] });
    assert.equal(custom?.kind, 'custom');
  });

  it('finds the interpreter of the alembic script on PATH', async () => {
    const elsewhere = makeEnvironment(join(outside, 'elsewhere'));
    const bin = join(outside, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'alembic'), `#!${elsewhere}\n`);
    chmodSync(join(bin, 'alembic'), 0o755);
    process.env['PATH'] = bin + delimiter + String(path);
    const found = (await detect()).find(({ label }) => label === elsewhere);
    assert.equal(found?.reason, 'The command `alembic` on PATH belongs to it.');
  });

  it('asks the tool of the project, and reads what pdm wrote down', async () => {
    const elsewhere = makeEnvironment(join(outside, 'elsewhere'));
    const bin = join(outside, 'bin');
    mkdirSync(bin);
    // What poetry 2.5 prints for this question.
    writeFileSync(
      join(bin, 'poetry'),
      `#!/bin/sh\n[ "$*" = "env info --executable" ] && echo ${elsewhere}\n`,
    );
    chmodSync(join(bin, 'poetry'), 0o755);
    process.env['PATH'] = bin + delimiter + String(path);
    writeFileSync(join(scene.folder, 'poetry.lock'), '');
    const asked = (await detect()).find(({ label }) => label === elsewhere);
    assert.equal(asked?.reason, 'poetry uses it here (poetry.lock).');
    rmSync(join(scene.folder, 'poetry.lock'));
    writeFileSync(join(scene.folder, '.pdm-python'), `${elsewhere}\n`);
    const written = (await detect()).find(({ label }) => label === elsewhere);
    assert.equal(written?.reason, 'pdm uses it here (.pdm-python).');
  });
});
