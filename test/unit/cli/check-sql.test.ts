import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allRules } from '../../../src/core/rules/all-rules.js';
import { cliWithInput } from '../../support/cli.js';
import { assertJson } from '../../support/json-schemas.js';

describe('alembic-pilot check --stdin-sql', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-stdin-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const call = (sql: string, ...argv: string[]) =>
    cliWithInput(sql, 'check', folder, '--stdin-sql', ...argv);
  const run = async (sql: string, ...argv: string[]) => {
    const { code, stdout } = await call(sql, '--format', 'json', ...argv);
    return { code, ...assertJson('check', stdout) };
  };
  const rules = async (sql: string, ...argv: string[]) =>
    (await run(sql, ...argv)).findings.map(({ rule }) => rule);

  it('points at the words of the text, which is no file', async () => {
    const sql = `-- 🎉\nSELECT '🎉'; CREATE  INDEX i ON t (a);\n`;
    const { code, selected, coverage, findings } = await run(sql);
    assert.equal(code, 0);
    assert.deepEqual(selected, []);
    assert.deepEqual(coverage, {
      revisions: 0,
      operations: 2,
      statements: 2,
      understood: 2,
      unanalyzable: [],
    });
    assert.deepEqual(
      findings.map(({ rule, file, line, column, endLine, endColumn, revision }) => [
        rule,
        file,
        line,
        column,
        endLine,
        endColumn,
        revision,
      ]),
      [['index-not-concurrent', '<stdin>', 2, 14, 2, 27, null]],
    );
    assert.equal((await run(sql, '--fail-on', 'warning')).code, 1);
  });

  it('takes tables as there, unless the text creates them', async () => {
    assert.deepEqual(await rules('CREATE INDEX i ON t (a)'), ['index-not-concurrent']);
    assert.deepEqual(
      await rules('CREATE TABLE t (a int PRIMARY KEY, b int); CREATE INDEX i ON t (b)'),
      [],
    );
    assert.deepEqual(await rules('ALTER TABLE t ADD c int NOT NULL'), [
      'column-not-null-without-default',
    ]);
    assert.deepEqual(
      await rules('CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ADD c int NOT NULL'),
      [],
    );
  });

  it('is one transaction, as Alembic runs it, unless told otherwise', async () => {
    const concurrent = 'CREATE INDEX CONCURRENTLY i ON t (a)';
    const id = 'concurrently-in-transaction';
    const rule = ['--rule', `${id},nested-transaction`];
    assert.deepEqual(await rules(concurrent, ...rule), [id]);
    assert.deepEqual(await rules(`${concurrent}; SELECT 1`, '--autocommit', ...rule), []);
    assert.deepEqual(await rules(`BEGIN; ${concurrent}; COMMIT`, '--autocommit', ...rule), [id]);
    assert.deepEqual(await rules(`BEGIN; COMMIT; ${concurrent}`, '--autocommit', ...rule), []);
    assert.deepEqual(await rules(`SELECT 1; COMMIT; ${concurrent}`, ...rule), [
      'nested-transaction',
    ]);
    assert.deepEqual(await rules(`COMMIT AND CHAIN; ${concurrent}`, '--autocommit', ...rule), []);
    assert.deepEqual(
      await rules(`BEGIN; COMMIT AND CHAIN; ${concurrent}`, '--autocommit', ...rule),
      [id],
    );
    assert.deepEqual(await rules(`BEGIN; ROLLBACK TO a; ${concurrent}`, '--autocommit', ...rule), [
      id,
    ]);
  });

  it('takes what alembic upgrade --sql prints', async () => {
    const printed = [
      'BEGIN;',
      '-- Running upgrade 059 -> 060',
      'ALTER TABLE orders ADD COLUMN note TEXT;',
      "UPDATE alembic_version SET version_num='060' WHERE alembic_version.version_num = '059';",
      'COMMIT;',
    ].join('\n\n');
    assert.deepEqual(await rules(printed, '--autocommit'), []);
  });

  it('heeds suppressions in the SQL, and says which name nothing', async () => {
    const ignore = '-- alembic-pilot: ignore[index-not-concurrent] it is small';
    const index = 'CREATE INDEX i ON t (a);';
    assert.deepEqual(await rules(`${ignore}\n${index}`), []);
    assert.deepEqual(await rules(`${index} ${ignore}`), []);
    assert.deepEqual(await rules(`${ignore}\n${index}\nCREATE INDEX j ON t (b);`), [
      'index-not-concurrent',
    ]);
    const { findings } = await run(`SELECT 1; -- alembic-pilot: ignore[no-such] why`);
    assert.deepEqual(
      findings.map(({ rule, column, endColumn }) => [rule, column, endColumn]),
      [['unknown-suppression', 36, 43]],
    );
  });

  it('says what is no SQL, where, and reads the rest', async () => {
    const { code, findings } = await run(`SELECT 1;\nALTER TABEL t;\nCREATE INDEX i ON t (a);`);
    assert.equal(code, 1);
    assert.deepEqual(
      findings.map(({ rule, line, column }) => [rule, line, column]),
      [
        ['sql-syntax-error', 2, 7],
        ['index-not-concurrent', 3, 1],
      ],
    );
    assert.deepEqual(await rules(''), []);
    assert.deepEqual(await rules('\uFEFF-- nothing\n;'), []);
    assert.equal((await run('DO $$ BEGIN PERFORM f(); END $$')).coverage.unanalyzable.length, 1);
  });

  it('heeds .alembic-pilot.yaml of DIR', async () => {
    const file = path.join(folder, '.alembic-pilot.yaml');
    writeFileSync(file, 'rules:\n  index-not-concurrent: error\n  no-such: error\n');
    try {
      const { code, findings } = await run('CREATE INDEX i ON t (a)');
      assert.equal(code, 1);
      assert.deepEqual(
        findings.map(({ rule, file: name }) => [rule, name]),
        [
          ['configuration', '.alembic-pilot.yaml'],
          ['index-not-concurrent', '<stdin>'],
        ],
      );
    } finally {
      rmSync(file);
    }
  });

  it('breaks no rule, and speaks of no Python', async () => {
    const sql = [
      "CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b';",
      "ALTER TABLE t ADD COLUMN c mood DEFAULT 'b', ALTER d TYPE bigint, DROP e, ALTER f SET NOT NULL;",
      'CREATE TABLE n (id int, p int REFERENCES t); DROP TABLE o CASCADE; TRUNCATE p;',
      'UPDATE t SET d = 1; ALTER TABLE t RENAME TO u; REFRESH MATERIALIZED VIEW v; REINDEX TABLE t;',
      'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a), ADD PRIMARY KEY (b), ADD CHECK (c > 0) NOT VALID;',
    ].join('\n');
    const { findings } = await run(sql, '--preset', 'strict');
    assert.ok(findings.length > 5);
    for (const { rule, message } of findings) {
      assert.doesNotMatch(message, /failed here|downgrade\(\) (?:is|has|lacks)/u, rule);
      const { category } = allRules.find(({ id }) => id === rule) ?? {};
      assert.ok(category !== undefined && category !== 'history', rule);
    }
  });

  it('does not go with what speaks of migrations', async () => {
    for (const argv of [['--fix'], ['--all'], ['--since', 'main'], ['--config', 'alembic.ini']])
      assert.equal((await call('SELECT 1', ...argv)).code, 2, argv.join(' '));
    assert.equal((await cliWithInput('', 'check', folder, '--autocommit')).code, 2);
  });
});
