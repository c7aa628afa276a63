import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from '../../../src/cli/commands/all-commands.js';
import { cli } from '../../support/cli.js';
import { assertJson } from '../../support/json-schemas.js';

const example = path.resolve(import.meta.dirname, '../../../example/hartomat');

describe('the command line', () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-empty-'));
  after(() => {
    rmSync(empty, { recursive: true, force: true });
  });

  it('lists its commands, and explains each', async () => {
    const { code, stdout } = await cli('--help');
    assert.equal(code, 0);
    for (const { name, options } of commands) {
      assert.match(stdout, new RegExp(`^  ${name} `, 'mu'));
      const help = await cli(name, '--help');
      assert.equal(help.code, 0);
      for (const option of Object.keys(options)) assert.ok(help.stdout.includes(`--${option}`));
    }
  });

  it('ends with 2 for wrong usage, saying how to mend it', async () => {
    const cases: readonly (readonly [string[], RegExp])[] = [
      [[], /Usage/u],
      [['fly'], /no command "fly"/u],
      [['graph', '--formt', 'json'], /--formt/u],
      [['graph', '--format', 'yaml'], /text or json/u],
      [['graph', path.join(empty, 'nowhere')], /There is no folder/u],
      [['graph', example, example], /Too many arguments/u],
      [['describe'], /Missing <table>/u],
      [['history', example, '--limit', 'x'], /whole number/u],
      [['downgrade', example], /--revision R or --to R/u],
      [['verify', example], /--use-project-database/u],
      [['status', example, '--database', 'NOT_SET_ANYWHERE'], /NOT_SET_ANYWHERE is not set/u],
    ];
    for (const [argv, said] of cases) {
      const { code, stdout, stderr } = await cli(...argv);
      assert.equal(code, 2, argv.join(' '));
      assert.match(stdout + stderr, said);
    }
  });

  it('ends with 2 where there is no project', async () => {
    const { code, stderr } = await cli('graph', empty);
    assert.equal(code, 2);
    assert.match(stderr, /No Alembic project/u);
  });

  it('never repeats a URL that it cannot read', async () => {
    process.env['ALEMBIC_PILOT_TEST_URL'] = 'mysql://me:hunter2@localhost/x';
    const { code, stderr } = await cli('status', example, '--database', 'ALEMBIC_PILOT_TEST_URL');
    delete process.env['ALEMBIC_PILOT_TEST_URL'];
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /hunter2/u);
  });

  it('asks which project is meant where there are several', async () => {
    const folder = path.join(empty, 'several');
    for (const name of ['a', 'b']) {
      mkdirSync(path.join(folder, name, 'migrations', 'versions'), { recursive: true });
      writeFileSync(
        path.join(folder, name, 'alembic.ini'),
        '[alembic]\nscript_location = %(here)s/migrations\n',
      );
      writeFileSync(path.join(folder, name, 'migrations', 'env.py'), '');
    }
    const { code, stderr } = await cli('upgrade', folder, '--use-project-database');
    assert.equal(code, 2);
    assert.match(stderr, /--config a\/alembic\.ini/u);
    assert.match(stderr, /--config b\/alembic\.ini/u);
    const graph = assertJson('graph', (await cli('graph', folder, '--format', 'json')).stdout);
    assert.equal(graph.projects.length, 2);
  });

  it('shows the example by its JSON', async () => {
    const graph = assertJson('graph', (await cli('graph', example, '--format', 'json')).stdout);
    const [project] = graph.projects;
    assert.equal(project?.revisions.length, 59);
    assert.equal(project.latest, '059');
    assert.equal(project.next, '060');

    const operations = await cli('operations', example, '--format', 'json');
    const { files } = assertJson('operations', operations.stdout);
    assert.equal(files.length, 59);
    assert.ok(files.every(({ upgrade }) => upgrade.length > 0));

    assertJson('status', (await cli('status', example, '--format', 'json')).stdout);
    const history = await cli('history', example, '--format', 'json');
    const [rows] = assertJson('history', history.stdout).projects;
    assert.equal(rows?.total, 59);
    assert.equal(rows.revisions.length, 30);
    assert.deepEqual(rows.revisions[0]?.flags, ['head']);
  });
});
