import assert from 'node:assert/strict';
import type { Change } from '../../../src/core/changes/change.js';
import { changesOf } from '../../../src/core/changes/changes-of.js';
import { readBody } from '../../../src/core/revisions/read-body.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

const head = `
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

users = sa.table('users', sa.column('id'), sa.column('role'))
mood = postgresql.ENUM('sad', 'ok', name='mood', create_type=False)

`;

/** One change in three spellings: Alembic's, Alembic's in a batch on \`t\`, SQL. */
const spellings: readonly (readonly [operation: string, batch: string | undefined, sql: string])[] =
  [
    [
      `op.add_column('t', sa.Column('c', sa.String(20), nullable=False, server_default=sa.text('now()')))`,
      `batch_op.add_column(sa.Column('c', sa.String(20), nullable=False, server_default=sa.text('now()')))`,
      'ALTER TABLE t ADD COLUMN c varchar(20) NOT NULL DEFAULT now()',
    ],
    [
      `op.add_column('t', sa.Column('c', sa.Boolean(), nullable=False, server_default='true'))`,
      undefined,
      `ALTER TABLE t ADD c bool NOT NULL DEFAULT 'true'`,
    ],
    [
      `op.add_column('t', sa.Column('c', sa.Integer(), sa.ForeignKey('p.id', ondelete='CASCADE')))`,
      `batch_op.add_column(sa.Column('c', sa.Integer, sa.ForeignKey('p.id', ondelete='CASCADE')))`,
      'ALTER TABLE t ADD c int; ALTER TABLE t ADD FOREIGN KEY (c) REFERENCES p (id) ON DELETE CASCADE',
    ],
    [
      `op.add_column('t', sa.Column('c', sa.Integer(), sa.Computed('a * 2')), schema='s')`,
      undefined,
      'ALTER TABLE s.t ADD c integer GENERATED ALWAYS AS (a * 2) STORED',
    ],
    [
      `op.add_column('t', sa.Column('c', sa.BigInteger(), sa.Identity(always=True)))`,
      undefined,
      'ALTER TABLE t ADD c bigint GENERATED ALWAYS AS IDENTITY',
    ],
    [`op.drop_column('t', 'c')`, `batch_op.drop_column('c')`, 'ALTER TABLE t DROP COLUMN c'],
    [`op.drop_column('t', 'c', if_exists=True)`, undefined, 'ALTER TABLE t DROP IF EXISTS c'],
    [
      `op.alter_column('t', 'c', new_column_name='d')`,
      `batch_op.alter_column('c', new_column_name='d')`,
      'ALTER TABLE t RENAME COLUMN c TO d',
    ],
    [
      `op.alter_column('t', 'c', type_=sa.BigInteger(), postgresql_using='c::bigint')`,
      `batch_op.alter_column('c', type_=sa.BigInteger(), postgresql_using='c::bigint')`,
      'ALTER TABLE t ALTER c TYPE int8 USING c::bigint',
    ],
    [
      `op.alter_column('t', 'c', nullable=False, type_=sa.Text(), server_default=None)`,
      undefined,
      'ALTER TABLE t ALTER c TYPE text, ALTER c SET NOT NULL, ALTER c DROP DEFAULT',
    ],
    [
      `op.alter_column('t', 'c', existing_type=sa.Text(), nullable=True)`,
      undefined,
      'ALTER TABLE t ALTER c DROP NOT NULL',
    ],
    [
      `op.alter_column('t', 'c', server_default='5')`,
      `batch_op.alter_column('c', server_default='5')`,
      `ALTER TABLE t ALTER c SET DEFAULT '5'`,
    ],
    [`op.alter_column('t', 'c', comment='x')`, undefined, `COMMENT ON COLUMN t.c IS 'x'`],
    [
      `op.create_foreign_key('fk', 't', 'p', ['a', 'b'], ['x', 'y'], ondelete='SET NULL', deferrable=True, initially='DEFERRED', postgresql_not_valid=True)`,
      `batch_op.create_foreign_key('fk', 'p', ['a', 'b'], ['x', 'y'], ondelete='SET NULL', deferrable=True, initially='DEFERRED', postgresql_not_valid=True)`,
      'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p (x, y) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID',
    ],
    [
      `op.create_unique_constraint('u', 't', ['a', 'b'])`,
      `batch_op.create_unique_constraint('u', ['a', 'b'])`,
      'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b)',
    ],
    [
      `op.create_unique_constraint(op.f('u'), 't', ['a'])`,
      `batch_op.create_unique_constraint(batch_op.f('u'), ['a'])`,
      'ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)',
    ],
    [
      `op.create_primary_key('k', 't', ['a'])`,
      `batch_op.create_primary_key('k', ['a'])`,
      'ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY (a)',
    ],
    [
      `op.create_check_constraint('ck', 't', 'a > 0')`,
      `batch_op.create_check_constraint('ck', sa.text('a > 0'))`,
      'ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0)',
    ],
    [
      `op.create_index('i', 't', ['a', sa.text('lower(b)'), sa.text('c DESC')], unique=True, postgresql_where=sa.text('a IS NOT NULL'), postgresql_using='btree', postgresql_include=['d'], postgresql_concurrently=True, if_not_exists=True)`,
      undefined,
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a, lower(b), c DESC) INCLUDE (d) WHERE a IS NOT NULL',
    ],
    [
      `op.create_index('i', 't', ['a'])`,
      `batch_op.create_index('i', ['a'])`,
      'CREATE INDEX i ON t (a)',
    ],
    [`op.drop_table('t')`, undefined, 'DROP TABLE t'],
    [`op.rename_table('t', 'u')`, undefined, 'ALTER TABLE t RENAME TO u'],
    [
      `op.create_table_comment('t', 'x')`,
      `batch_op.create_table_comment('x')`,
      `COMMENT ON TABLE t IS 'x'`,
    ],
    [
      `op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('a', sa.Text(), nullable=False), sa.Column('p', sa.Integer(), sa.ForeignKey('p.id', name='fk')), sa.UniqueConstraint('a', name='u'))`,
      undefined,
      'CREATE TABLE t (id serial PRIMARY KEY, a text NOT NULL, p integer, CONSTRAINT u UNIQUE (a), CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))',
    ],
    [
      `op.create_table('t', sa.Column('a', sa.Uuid(), nullable=False), sa.Column('b', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('a', 'b', name='t_pkey'), schema='s', if_not_exists=True)`,
      undefined,
      'CREATE TABLE IF NOT EXISTS s.t (a uuid, b integer, CONSTRAINT t_pkey PRIMARY KEY (a, b))',
    ],
    [
      `op.bulk_insert(users, [{'id': 1, 'role': 'admin'}, {'id': 2, 'role': None}])`,
      undefined,
      `INSERT INTO users (id, role) VALUES (1, 'admin'), (2, NULL)`,
    ],
    [
      `op.execute(users.insert().values(id=1, role='x'))`,
      undefined,
      `INSERT INTO users (id, role) VALUES (1, 'x')`,
    ],
    [
      `mood.create(op.get_bind(), checkfirst=False)`,
      undefined,
      `CREATE TYPE mood AS ENUM ('sad', 'ok')`,
    ],
    [`mood.drop(op.get_bind(), checkfirst=True)`, undefined, 'DROP TYPE IF EXISTS mood'],
  ];

describe('changes', () => {
  let sql: SqlParser;
  before(async () => {
    sql = await loadSqlParser();
  });

  function read(...lines: readonly string[]): Change[] {
    const body = lines.map((line) => `    ${line}\n`).join('');
    return changesOf(readBody(`${head}def upgrade():\n${body}`).upgrade, sql);
  }

  /** What a change does, without where it comes from. */
  function effects(changes: readonly Change[]): unknown[] {
    return changes.map((change) => {
      const { source, conditional, dynamic, autocommit, ...effect } = change;
      assert.ok(source.range.to > source.range.from);
      assert.ok(!conditional && !dynamic && !autocommit);
      // Constraints in another order are the same table.
      if (effect.kind !== 'create_table') return JSON.parse(JSON.stringify(effect)) as unknown;
      const constraints = effect.constraints.toSorted((a, b) => (a.type < b.type ? -1 : 1));
      return JSON.parse(JSON.stringify({ ...effect, constraints })) as unknown;
    });
  }

  it('tell what a migration says that a column was', () => {
    const [change] = read(`op.alter_column('t', 'c', type_=sa.Text(), existing_type=sa.Integer())`);
    assert.ok(change?.kind === 'set_column_type');
    assert.equal(change.existing?.name, 'integer');
  });

  for (const [operation, batch, statement] of spellings) {
    it(`are one for ${statement}`, () => {
      const expected = effects(read(`op.execute("""${statement}""")`));
      assert.ok(expected.every((effect) => (effect as Change).kind !== 'unknown'));
      assert.deepEqual(effects(read(operation)), expected);
      if (batch !== undefined)
        assert.deepEqual(
          effects(read(`with op.batch_alter_table('t') as batch_op:`, `    ${batch}`)),
          expected,
        );
    });
  }

  const unknowns: readonly (readonly [line: string, reason: RegExp, reach?: string])[] = [
    ['op.drop_column(t, "c")', /table's name is only known at run time/],
    ['op.add_column("t", make())', /not written as sa\.Column/, 'new objects'],
    ['op.drop_index(name())', /index's name is only known/],
    ['op.execute(statement)', /only known at run time/],
    ['op.execute("SELEC 1")', /not read as SQL: syntax error/],
    ['op.execute(f"DROP TABLE {name}")', /a name in it is only known/],
    ['op.execute(f"CREATE INDEX i ON {name} (a)")', /a name in it/, 'new objects'],
    ['op.execute(f"UPDATE {name} SET a = 1")', /a name in it/, 'rows'],
    ['op.execute("DO $$ BEGIN END $$")', /DO block/],
    ['op.execute("SELECT create_hypertable(\'t\')")', /calls create_hypertable\(\)/],
    ['op.sync_enum_values("public", "mood", ["a"], [])', /not one of Alembic's own/],
  ];
  for (const [line, reason, reach] of unknowns) {
    it(`say why ${line} is not read`, () => {
      const [change, ...more] = read(line);
      assert.equal(more.length, 0);
      assert.ok(change?.kind === 'unknown', JSON.stringify(change));
      assert.match(change.reason, reason);
      assert.equal(change.reach, reach);
    });
  }

  it('keep f-string parts that are known', () => {
    const [change] = read(`op.execute(f"ALTER TABLE t ADD COLUMN c numeric({n}) DEFAULT '{x}'")`);
    assert.ok(change?.kind === 'add_column');
    assert.equal(change.column.name, 'c');
    assert.equal(change.column.type.name, undefined);
    assert.deepEqual(change.column.default, { sql: undefined });
  });

  it('create the enums of new tables once, and none that is said to exist', () => {
    const kinds = (...lines: string[]) => read(...lines).map(({ kind }) => kind);
    const column = (name: string, type: string) => `sa.Column('${name}', ${type})`;
    const letters = `sa.Enum('a', 'b', name='letters')`;
    assert.deepEqual(
      kinds(
        `op.create_table('t', ${column('x', letters)}, ${column('y', letters)}, ${column('z', 'mood')})`,
      ),
      ['create_enum', 'create_table'],
    );
    // Alembic emits no CREATE TYPE for an added column.
    assert.deepEqual(kinds(`op.add_column('t', ${column('x', letters)})`), ['add_column']);
  });

  it('point at the statement inside the string', () => {
    const text = `${head}def upgrade():\n    op.execute("DROP TABLE a; DROP TABLE b")\n`;
    const places = changesOf(readBody(text).upgrade, sql).map(({ source: { range } }) =>
      text.slice(range.from, range.to),
    );
    assert.deepEqual(places, ['DROP TABLE a', 'DROP TABLE b']);
  });

  it('say what is conditional, and without a parser that SQL is not read', () => {
    const text = `${head}def upgrade():\n    if x():\n        op.drop_table('a')\n    op.execute('DROP TABLE b')\n`;
    const [first, second] = changesOf(readBody(text).upgrade, undefined);
    assert.equal(first?.conditional, true);
    assert.ok(second?.kind === 'unknown');
    assert.equal(second.reason, 'SQL is not read here');
  });
});
