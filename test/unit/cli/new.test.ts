import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyExample } from '../../../scripts/toolchain/example-copy.js';
import { cli } from '../../support/cli.js';
import { assertJson } from '../../support/json-schemas.js';

describe('alembic-pilot new and plan', () => {
  let folder: string;
  let versions: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'alembic-pilot-new-')));
    await copyExample(folder);
    versions = path.join(folder, 'backend/alembic/versions');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const made = async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli('new', folder, ...argv, '--format', 'json');
    assert.notEqual(stdout, '', stderr);
    return { code, ...assertJson('new', stdout) };
  };
  const checked = async (file: string) => {
    const { stdout } = await cli('check', folder, '--all', '--format', 'json');
    const found = assertJson('check', stdout).findings.filter((one) => one.file === file);
    return found.map(({ rule }) => rule);
  };

  it('writes an empty migration in the style of the newest one', async () => {
    const { code, file, revision, down, empty } = await made('-m', 'Add step hash');
    assert.deepEqual([code, revision, down, empty], [0, '060', ['059'], true]);
    assert.equal(file, 'backend/alembic/versions/060_add_step_hash.py');
    const text = await readFile(path.join(folder, file), 'utf8');
    assert.match(text, /^"""Add step hash\n\nRevision ID: 060\nRevises: 059\nCreate Date: /u);
    assert.match(text, /^down_revision: Union\[str, Sequence\[str\], None\] = '059'$/mu);
    assert.deepEqual(await checked(file), ['empty-revision']);
  });

  it('writes a pattern into it, with its values', async () => {
    const values = ['table=cad_files', 'column=render_job_doc'];
    const { file, empty } = await made('-m', 'Keep jobs', '--pattern', 'jsonb-column', ...values);
    assert.equal(empty, false);
    const text = await readFile(path.join(folder, file ?? ''), 'utf8');
    assert.match(text, /from sqlalchemy\.dialects import postgresql/u);
    assert.match(text, /op\.drop_column\('cad_files', 'render_job_doc'\)/u);
    assert.deepEqual(await checked(file ?? ''), []);
  });

  it('says what is missing or wrong in values', async () => {
    const argv = ['new', folder, '-m', 'x', '--pattern', 'jsonb-column', 'table=t', 'colum=c'];
    const { code, stderr } = await cli(...argv);
    assert.equal(code, 1);
    assert.match(stderr, /colum: there is no such parameter\./u);
    assert.match(stderr, /column: is missing\./u);
    const names = await readdir(versions);
    assert.ok(names.every((name) => !name.startsWith('060')));
    const none = await cli('new', folder, '-m', 'x', '--pattern', 'no-such');
    assert.deepEqual([none.code, /There is no pattern no-such/u.test(none.stderr)], [1, true]);
  });

  it('leaves the choice of several heads', async () => {
    for (const message of ['one', 'two']) {
      const { file } = await made('-m', message, '--head', '059');
      assert.ok(file);
    }
    const { code, outcome, heads } = await made('-m', 'three');
    assert.deepEqual([code, outcome, heads], [1, 'several heads', ['060', '061']]);
    const { down, revision } = await made('-m', 'three', '--head', '061');
    assert.deepEqual([revision, down], ['062', ['061']]);
  });

  it('takes no number that a branch of a colleague has', async () => {
    const git = (...args: string[]) => {
      const author = [
        '-c',
        'user.name=Ann',
        '-c',
        'user.email=a@b.c',
        '-c',
        'commit.gpgsign=false',
      ];
      execFileSync('git', ['-C', folder, ...author, ...args], { stdio: 'ignore' });
    };
    git('init', '-b', 'main');
    git('add', '.');
    git('commit', '-m', 'start');
    git('checkout', '-b', 'colleague');
    await made('-m', 'theirs');
    git('add', '.');
    git('commit', '-m', 'theirs');
    git('checkout', 'main');
    const { revision, down, notes } = await made('-m', 'mine');
    assert.deepEqual([revision, down], ['061', ['059']]);
    assert.match(notes?.join() ?? '', /060 is taken on the branch colleague, by 060_theirs/u);
  });

  it('creates a plan once, and says what cannot be created', async () => {
    const first = await made('--plan', '64');
    assert.equal(first.file, 'backend/alembic/versions/064_add_step_hash_to_cad_files.py');
    // It keeps its planned number, whatever is done first.
    assert.deepEqual(await checked(first.file), ['number-gap']);
    const done = await cli('plan', folder, '--create', '062');
    assert.deepEqual([done.code, /062 is done as 048/u.test(done.stderr)], [1, true]);
    const none = await cli('plan', folder, '--create', '077');
    assert.match(none.stderr, /No migration is planned as 077\.[^]*060, 061, 062/u);
    const again = await made('--plan', '064', '-m', 'again');
    assert.equal(again.revision, '065');
    assert.match(again.notes?.join() ?? '', /064 is that of 064_add_step_hash/u);
  });

  it('writes an empty migration with the title of a plan that it cannot read', async () => {
    const file = path.join(folder, 'ROADMAP.md');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace('`step_hash` column on `cad_files`', 'Move the **old** meshes'),
    );
    const { file: name, empty, notes } = await made('--plan', '064');
    assert.deepEqual([name, empty], ['backend/alembic/versions/064_move_the_old_meshes.py', true]);
    assert.match(notes?.join() ?? '', /write it here/u);
  });

  it('reads the roadmap where the configuration says it is', async () => {
    const plans = '| Nr | Was |\n|---|---|\n| 071 | `x` column on `orders` |\n';
    await writeFile(path.join(folder, 'notes.md'), plans);
    const place = 'roadmap: { file: notes.md, number: Nr, description: Was }\n';
    await writeFile(path.join(folder, '.alembic-pilot.yaml'), place);
    const { stdout } = await cli('plan', folder, '--format', 'json');
    const { file, plans: found } = assertJson('plan', stdout);
    assert.deepEqual([file, found.map(({ number }) => number)], ['notes.md', ['071']]);
    assert.match((await cli('plan', folder)).stdout, /071 {2}open/u);
  });

  it('says what was called wrongly', async () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [['new', folder, '-m', 'x', '--empty', '--plan', '060'], /exclude each other/u],
      [['new', folder, '-m', 'x', 'a=b'], /goes with --pattern/u],
      [['new', folder, '--autogenerate'], /wants a message/u],
      [['new', folder, '-m', 'x', '--autogenerate'], /--use-project-database/u],
      [['plan', folder, '--done', '060'], /--done 060=060/u],
      [['plan', folder, '--done', '060=077'], /077/u],
    ];
    for (const [argv, said] of wrong) {
      const { code, stderr } = await cli(...argv);
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
    }
    const { code, stderr } = await cli('new', folder);
    assert.deepEqual([code, /needs a message/u.test(stderr)], [1, true]);
  });
});
