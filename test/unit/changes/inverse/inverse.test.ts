import assert from 'node:assert/strict';
import { changesOf } from '../../../../src/core/changes/changes-of.js';
import { generateDowngrade } from '../../../../src/core/changes/inverse/generate-downgrade.js';
import { readBody } from '../../../../src/core/revisions/read-body.js';
import { replayChanges } from '../../../../src/core/schema/replay/replay.js';
import { loadSqlParser } from '../../../../src/system/sql/load-sql-parser.js';
import { sqlChanges } from '../../../support/sql-changes.js';

/** `downgrade()` for the lines of an `upgrade()`, after a history in SQL. */
async function downgrade(before: string, ...lines: string[]) {
  const { upgrade } = readBody(
    `import sqlalchemy as sa\nfrom alembic import op\n\ndef upgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`,
  );
  const history = await sqlChanges(before);
  const changes = changesOf(upgrade, await loadSqlParser());
  const schemas = replayChanges([...history, ...changes]).slice(history.length);
  return generateDowngrade(changes, schemas);
}

describe('generateDowngrade', () => {
  it('writes in the style of autogenerate, last change first', async () => {
    const { code, imports } = await downgrade(
      'CREATE TABLE t (id int, name varchar(200) NOT NULL)',
      `op.add_column("t", sa.Column("a", sa.Text()))`,
      `op.create_index("ix_t_a", "t", ["a"])`,
      `op.drop_column("t", "name")`,
    );
    assert.equal(
      code,
      [
        `    op.add_column('t', sa.Column('name', sa.String(length=200), nullable=False))`,
        `    op.drop_index(op.f('ix_t_a'), table_name='t')`,
        `    op.drop_column('t', 'a')`,
      ].join('\n'),
    );
    assert.deepEqual(imports, ['from alembic import op', 'import sqlalchemy as sa']);
  });

  it('turns a renamed key back', async () => {
    const { code, notDerivable } = await downgrade(
      'CREATE TABLE settings (key text PRIMARY KEY, value text)',
      `op.execute("UPDATE settings SET key = 'new_key' WHERE key = 'old_key'")`,
    );
    assert.equal(
      code,
      `    op.execute("UPDATE settings SET key = 'old_key' WHERE key = 'new_key'")`,
    );
    assert.deepEqual(notDerivable, []);
  });

  it('deletes the rows that were inserted, by their key', async () => {
    const { code } = await downgrade(
      'CREATE TABLE settings (key text PRIMARY KEY, value text)',
      `op.execute("INSERT INTO settings (key, value) VALUES ('a', '1'), ('b', '2')")`,
    );
    assert.equal(code, `    op.execute("DELETE FROM settings WHERE key IN ('a', 'b')")`);
  });

  it('names what it cannot undo, with the line', async () => {
    const { code, notDerivable } = await downgrade(
      'CREATE TABLE t (id int, a int)',
      `op.execute("DELETE FROM t WHERE a > 1")`,
      `op.drop_column("legacy", "x")`,
      `if maybe:`,
      `    op.drop_column("t", "a")`,
    );
    assert.deepEqual(
      notDerivable.map(({ line, reason }) => [line, reason]),
      [
        [8, 'it only runs under a condition'],
        [6, 'no migration before adds x'],
        [5, 'the deleted rows are gone'],
      ],
    );
    assert.match(code, /^ {4}# Not undone: line 8.*\n.*\n.*\n {4}pass$/s);
  });

  it('says in a comment that an enum value stays', async () => {
    const { code, warnings } = await downgrade(
      "CREATE TYPE mood AS ENUM ('ok')",
      `op.execute("ALTER TYPE mood ADD VALUE 'happy'")`,
    );
    assert.match(code, /^ {4}# PostgreSQL cannot remove the value 'happy'.*\n.*\n {4}pass$/s);
    assert.equal(warnings.length, 1);
  });

  it('keeps CONCURRENTLY in its autocommit block', async () => {
    const { code } = await downgrade(
      'CREATE TABLE t (a int)',
      `with op.get_context().autocommit_block():`,
      `    op.create_index("ix", "t", ["a"], postgresql_concurrently=True)`,
    );
    assert.equal(
      code,
      [
        `    with op.get_context().autocommit_block():`,
        `        op.drop_index(op.f('ix'), table_name='t', postgresql_concurrently=True)`,
      ].join('\n'),
    );
  });

  it('writes `pass` for nothing', async () => {
    assert.equal((await downgrade('SELECT 1', 'pass')).code, '    pass');
  });
});
