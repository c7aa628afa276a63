import assert from 'node:assert/strict';
import { allPatterns } from '../../../src/core/patterns/all-patterns.js';
import { namedArgumentAt } from '../../../src/core/patterns/argument-roles.js';
import { namesFor } from '../../../src/core/patterns/name-offers.js';
import { offersFor } from '../../../src/core/patterns/offers.js';
import { operationChanges } from '../../../src/core/patterns/operation-changes.js';
import { rawReader } from '../../../src/core/patterns/values.js';
import { parsePython } from '../../../src/core/python/parse.js';
import { readModuleBody } from '../../../src/core/revisions/read-body.js';
import { applyEdits } from '../../../src/core/rules/apply-edits.js';
import { replayChanges } from '../../../src/core/schema/replay/replay.js';
import { patternOf } from '../../support/pattern-history.js';
import { pythonErrors } from '../../support/python-ast.js';
import { sqlChanges } from '../../support/sql-changes.js';

const imports = 'from alembic import op\nimport sqlalchemy as sa\n';

/** A migration whose upgrade() is one statement, with the place of `|` in it. */
function sourceOf(statement: string) {
  const whole = `${imports}\n\ndef upgrade():\n    ${statement}\n\n\ndef downgrade():\n    pass\n`;
  const at = whole.indexOf('|');
  const text = whole.replace('|', '');
  const module = parsePython(text);
  return { source: { file: 'f.py', text, module, body: readModuleBody(module) }, at };
}

const written: [string, string][] = [];

/** What each change makes of a statement, by title. */
function changed(statement: string): Record<string, string> {
  const { source, at } = sourceOf(statement);
  const changes = operationChanges(source, { from: at, to: at }, allPatterns);
  return Object.fromEntries(
    changes.map(({ title, edits }) => {
      const file = source.file;
      const after = applyEdits(
        source.text,
        edits.map((edit) => ({ kind: 'replace', file, ...edit })),
      );
      written.push([`${statement}: ${title}`, after]);
      return [title, after.split('def upgrade():\n    ')[1]?.split('\n\n\ndef down')[0] ?? ''];
    }),
  );
}

describe('other ways to write an operation', () => {
  it('make a column JSONB, nullable, or give it a default', () => {
    assert.deepEqual(changed("op.add_column('t', sa.Column('c', sa.JSON|(), nullable=False))"), {
      'Make c JSONB': "op.add_column('t', sa.Column('c', postgresql.JSONB(), nullable=False))",
      'Make c nullable': "op.add_column('t', sa.Column('c', sa.JSON(), nullable=True))",
      "Add server_default='{}' to c":
        "op.add_column('t', sa.Column('c', sa.JSON(), nullable=False, server_default='{}'))",
    });
  });

  it('are those of the column that the cursor is in', () => {
    const table = "op.create_table('t', sa.Column('a', sa.Text()), sa.Column('b|', sa.Date()))";
    assert.deepEqual(Object.keys(changed(table)), ["Add server_default=sa.text('now()') to b"]);
    assert.deepEqual(changed(table.replace('|', '').replace("'t'", "'|t'")), {});
  });

  it('add ondelete, SET NULL only where the column may be NULL', () => {
    const key =
      "op.add_column('t', sa.Column('p', sa.UUID(), sa.ForeignKey('p.id')|, nullable=False))";
    assert.deepEqual(Object.keys(changed(key)), [
      'Make p nullable',
      "Add ondelete='CASCADE'",
      "Add ondelete='RESTRICT'",
    ]);
    const loose = changed(key.replace('nullable=False', 'nullable=True'));
    assert.equal(
      loose["Add ondelete='SET NULL'"],
      "op.add_column('t', sa.Column('p', sa.UUID(), sa.ForeignKey('p.id', ondelete='SET NULL'), nullable=True))",
    );
  });

  it('leave primary keys and text with a default alone', () => {
    assert.deepEqual(
      changed("op.add_column('t', sa.Column('c|', sa.Integer(), primary_key=True))"),
      {},
    );
    const text = "op.add_column('t', sa.Column('c|', sa.Text(), server_default='x'))";
    assert.deepEqual(changed(text), {});
  });

  for (const [statement, title, wanted] of [
    [
      "op.create_index|('ix', 't', ['a', 'b'], schema='s')",
      'Write it as “Concurrent index in an autocommit block”',
      /IF EXISTS s\.ix'\)\n *op\.create_index\([^]*schema='s',\s*postgresql_concurrently=True/u,
    ],
    [
      "op.create_unique_constraint|('uq', 't', ['a'])",
      'Write it as “Unique constraint by concurrent index”',
      /ADD CONSTRAINT uq UNIQUE USING INDEX uq/u,
    ],
    [
      "op.create_foreign_key|('fk', 't', 'p', ['p_id'], ['id'], ondelete='SET NULL')",
      'Write it as “Foreign key NOT VALID, then VALIDATE”',
      /ondelete='SET NULL',\n[^]*VALIDATE CONSTRAINT fk/u,
    ],
    [
      "op.alter_column|('t', 'c', existing_type=sa.Text(), nullable=False)",
      'Write it as “NOT NULL in three steps”',
      /ck_t_c_not_null[^]*op\.alter_column\('t', 'c', nullable=False\)/u,
    ],
  ] as const)
    it(title.replace('Write it', 'write one'), () => {
      assert.match(changed(statement)[title] ?? '', wanted);
    });

  it('are not offered for what a pattern does not say', () => {
    for (const statement of [
      "op.create_index|('ix', 't', ['a'], unique=True)",
      "op.create_index|('ix', 't', ['a'], postgresql_using='gin')",
      "op.create_index|('ix', 't', [sa.text('lower(a)')])",
      "op.create_index|(None, 't', ['a'])",
      "op.create_unique_constraint|('uq', 't', ['a'], deferrable=True)",
      "op.alter_column|('t', 'c', nullable=False, type_=sa.Text())",
      "op.alter_column|('t', 'c', nullable=True)",
      "x = op.create_index|('ix', 't', ['a'])",
      "with op.batch_alter_table('t') as b:\n        b.create_index|('ix', ['a'])",
      "with op.get_context().autocommit_block():\n        op.create_index|('ix', 't', ['a'])",
    ])
      assert.deepEqual(changed(statement), {}, statement);
  });
});

describe('what an operation was written as', () => {
  it('is Python', () => {
    assert.ok(written.length > 10);
    assert.deepEqual(pythonErrors(written), []);
  });
});

describe('what an argument names', () => {
  const named = (statement: string) => {
    const { source, at } = sourceOf(statement);
    const found = namedArgumentAt(source, at);
    return found && [found.kind, found.table?.schema, found.table?.name].filter(Boolean).join(' ');
  };

  for (const [statement, wanted] of [
    ["op.drop_table('|')", 'table'],
    ["op.drop_column('t', '|')", 'column t'],
    ["op.drop_column('t', 'c|', schema='s')", 'column s t'],
    ['op.alter_column(table_name="t", column_name="|")', 'column t'],
    ["op.create_index('ix', 't', ['a', '|'])", 'column t'],
    ["op.create_index('|', 't', ['a'])", undefined],
    ["op.drop_index('|', table_name='t')", 'index t'],
    ["op.drop_constraint('|', 't', type_='check')", 'constraint t'],
    ["op.create_foreign_key('fk', 't', '|', ['a'], ['id'])", 'table'],
    ["op.create_foreign_key('fk', 't', 'p', ['a'], ['|'])", 'column p'],
    ["op.add_column('|', sa.Column('c', sa.Text()))", 'table'],
    ["op.add_column('t', sa.Column('c|', sa.Text()))", undefined],
    ["op.add_column('t', sa.Column('c', sa.UUID(), sa.ForeignKey('|')))", 'table.column'],
    ["op.batch_alter_table('|')", 'table'],
    ["with op.batch_alter_table('t') as b:\n        b.drop_column('|')", 'column t'],
    ["op.execute('|')", undefined],
    ["op.drop_column(name, '|')", 'column'],
    ["op.drop_table(|'t')", undefined],
  ] as const)
    it(statement.replaceAll('\n', ' '), () => {
      assert.equal(named(statement), wanted);
    });
});

describe('what is offered', () => {
  const schema = async () => {
    const changes = await sqlChanges(
      `CREATE TYPE mood AS ENUM ('sad', 'a, b');
       CREATE TABLE p (id uuid PRIMARY KEY);
       CREATE TABLE "T.x" (note text NOT NULL, id int PRIMARY KEY, p_id uuid CONSTRAINT k REFERENCES p);
       CREATE INDEX ix_note ON "T.x" (note)`,
    );
    const [last] = replayChanges(changes).slice(-1);
    assert.ok(last);
    return last;
  };
  const offered = async (id: string, name: string, values: Record<string, string>) => {
    const pattern = patternOf(id);
    const parameter = pattern.parameters.find((each) => each.name === name);
    assert.ok(parameter);
    const offers = offersFor(parameter, rawReader(pattern, values), await schema());
    return offers.map(({ value }) => value);
  };

  it('is what is there, as the parameter takes it', async () => {
    const table = '"T.x"';
    assert.deepEqual(await offered('optional-column', 'table', {}), [table, 'p']);
    assert.deepEqual(await offered('backfill', 'column', { table }), ['note', 'id', 'p_id']);
    assert.deepEqual(await offered('batched-backfill', 'key', { table }), ['id', 'note', 'p_id']);
    assert.deepEqual(await offered('enum-value', 'type', {}), ['mood']);
    assert.deepEqual(await offered('drop-enum-type', 'labels', { type: 'mood' }), ['sad, "a, b"']);
    const rename = { table, old: 'note', new: 'memo' };
    assert.deepEqual(await offered('rename-column-expand', 'type', rename), ['text']);
    assert.deepEqual(await offered('backfill', 'column', { table: 'nowhere' }), []);
  });

  it('is what an argument may name', async () => {
    const range = { from: 0, to: 0 };
    const known = await schema();
    const names = (kind: Parameters<typeof namesFor>[0]['kind'], name?: string) =>
      namesFor({ kind, table: name === undefined ? undefined : { name }, range }, known).map(
        ({ value }) => value,
      );
    assert.deepEqual(names('table').sort(), ['T.x', 'p']);
    assert.deepEqual(names('column', 'T.x'), ['note', 'id', 'p_id']);
    assert.deepEqual(names('index', 'T.x'), ['ix_note']);
    assert.ok(names('constraint', 'T.x').includes('k'));
    assert.ok(names('table.column').includes('p.id'));
    assert.deepEqual(names('column'), []);
  });
});
