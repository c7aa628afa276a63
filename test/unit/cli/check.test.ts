import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli } from '../../support/cli.js';
import { assertJson } from '../../support/json-schemas.js';

const example = path.resolve(import.meta.dirname, '../../../example/hartomat');

describe('alembic-pilot check', () => {
  let folder = '';
  let migration = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'alembic-pilot-check-')));
    cpSync(path.join(example, 'backend'), path.join(folder, 'backend'), { recursive: true });
    migration = path.join(folder, 'backend/alembic/versions/060_add_note.py');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const git = (...args: string[]) => {
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...author, ...args], { stdio: 'ignore' });
  };
  const addMigration = (upgrade: string) => {
    const head = `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '060'\ndown_revision = '059'\n`;
    const body = `\n\ndef upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    pass\n`;
    writeFileSync(migration, head + body);
  };
  const run = async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli('check', folder, '--format', 'json', ...argv);
    return { code, stderr, ...assertJson('check', stdout) };
  };

  it('finds nothing worse than warnings in the example, all of it read', async () => {
    const { code, coverage, findings } = await run('--all');
    assert.equal(code, 0);
    assert.equal(coverage.revisions, 59);
    assert.deepEqual(coverage.unanalyzable, []);
    assert.deepEqual([...new Set(findings.map(({ severity }) => severity))].sort(), [
      'info',
      'warning',
    ]);
    assert.equal((await run('--all', '--fail-on', 'warning')).code, 1);
    assert.deepEqual((await run('--all', '--preset', 'off')).findings, []);
  });

  it('checks what differs from the main branch, else everything, and says which', async () => {
    assert.equal((await run()).selected[0]?.by, 'all');
    git('init', '-b', 'main');
    git('add', '.');
    git('commit', '-m', 'all');
    assert.deepEqual((await run()).selected[0]?.revisions, []);
    const text = await cli('check', folder);
    assert.equal(text.code, 0);
    assert.match(text.stderr, /Nothing is selected/u);
    git('checkout', '-b', 'work');
    addMigration(`op.add_column('orders', sa.Column('remark', sa.Text()))`);
    const fresh = await run();
    assert.deepEqual(fresh.selected[0]?.revisions, ['060']);
    assert.equal(fresh.code, 1);
    assert.deepEqual(
      fresh.findings.map(({ rule, file, line, column }) => [
        rule,
        path.basename(file),
        line,
        column,
      ]),
      [
        ['missing-downgrade', '060_add_note.py', 12, 1],
        ['model-lacks-column', 'order.py', 27, 7],
      ],
    );
    git('add', '.');
    git('commit', '-m', 'work');
    assert.deepEqual((await run('--since', 'main')).selected[0]?.revisions, ['060']);
  });

  it('applies safe fixes, and is clean afterwards', async () => {
    addMigration(`op.add_column('orders', sa.Column('remark', sa.Text()))`);
    const { code, findings } = await run('--fix', '--all', '--rule', 'missing-downgrade');
    assert.equal(code, 0);
    assert.deepEqual(findings, []);
    assert.match(readFileSync(migration, 'utf8'), /op\.drop_column\('orders', 'remark'\)\n$/u);
  });

  it('heeds .alembic-pilot.yaml, and says what is wrong in it', async () => {
    const file = path.join(folder, '.alembic-pilot.yaml');
    writeFileSync(
      file,
      `preset: off\nrules:\n  index-not-concurrent: error\nbaseline: '029'\npostgres: 15\n`,
    );
    const { code, findings, selected, postgresVersion } = await run('--all');
    assert.equal(code, 1);
    assert.equal(postgresVersion, 15);
    assert.equal(selected[0]?.revisions[0], '030');
    assert.deepEqual([...new Set(findings.map(({ rule }) => rule))], ['index-not-concurrent']);
    writeFileSync(file, `preset: of\nbasline: 1\nrules:\n  no-such: error\n  truncate: loud\n`);
    const wrong = (await run('--all')).findings.filter(({ rule }) => rule === 'configuration');
    assert.deepEqual(
      wrong.map(({ line, column }) => [line, column]),
      [
        [1, 9],
        [2, 1],
        [4, 3],
        [5, 13],
      ],
    );
  });

  it('shows the place in the code, the message, and what to do', async () => {
    addMigration(`op.execute("ALTER TABLE orders ADD COLUMN n integer NOT NULL")`);
    const { stdout } = await cli(
      'check',
      folder,
      '--all',
      '--rule',
      'column-not-null-without-default',
    );
    assert.equal(
      stdout,
      [
        'backend/alembic/versions/060_add_note.py:9:57: error: The new column orders.n is NOT NULL and has no default: adding it fails as soon as the table has a row. [column-not-null-without-default]',
        '  |',
        '9 |     op.execute("ALTER TABLE orders ADD COLUMN n integer NOT NULL")',
        '  |                                                         ^^^^^^^^',
        '  Give it a server_default; or add it nullable, fill it, and set it NOT NULL afterwards.',
        '  fix (review): Add DEFAULT 0',
        '  fix (review): Make it nullable',
        '',
        '',
      ].join('\n'),
    );
  });

  it('ends with 2 for wrong usage', async () => {
    for (const argv of [
      ['--rule', 'no-such-rule'],
      ['--preset', 'loud'],
      ['--postgres', '9'],
      ['--fail-on', 'x'],
      ['--all', '--since', 'main'],
    ])
      assert.equal((await cli('check', folder, ...argv)).code, 2, argv.join(' '));
    assert.equal((await cli('explain', 'no-such-rule')).code, 2);
  });

  it('lists and explains the rules', async () => {
    assert.match((await cli('rules')).stdout, /^missing-downgrade +error/mu);
    assert.match((await cli('explain', 'missing-downgrade')).stdout, /^# missing-downgrade/u);
  });
});
