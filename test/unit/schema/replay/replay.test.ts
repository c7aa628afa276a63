import assert from 'node:assert/strict';
import type { Change } from '../../../../src/core/changes/change.js';
import { changesOf } from '../../../../src/core/changes/changes-of.js';
import { readBody } from '../../../../src/core/revisions/read-body.js';
import {
  type NamingConvention,
  replay,
  replayChanges,
} from '../../../../src/core/schema/replay/replay.js';
import { loadSqlParser } from '../../../../src/system/sql/load-sql-parser.js';
import { historyGraph } from '../../../support/history-graph.js';
import { sqlChanges } from '../../../support/sql-changes.js';

const last = (changes: readonly Change[], naming?: NamingConvention) => {
  const schema = replayChanges(changes, { naming }).at(-1);
  assert.ok(schema);
  return schema;
};

const after = async (sql: string) => last(await sqlChanges(sql));

/** The changes of an `upgrade()` given by its lines. */
const python = async (...lines: string[]): Promise<Change[]> => {
  const body = lines.map((line) => `    ${line}`).join('\n');
  const { upgrade } = readBody(
    `from alembic import op\nimport sqlalchemy as sa\n\ndef upgrade():\n${body}\n`,
  );
  return changesOf(upgrade, await loadSqlParser());
};

const t = { name: 't' };

describe('replay: known, absent and unknown', () => {
  it('knows what is there and what is not', async () => {
    const schema = await after('CREATE TABLE t (id int PRIMARY KEY); DROP TABLE IF EXISTS u');
    assert.equal(schema.table(t).state, 'present');
    assert.equal(schema.column(t, 'id').state, 'present');
    assert.equal(schema.column(t, 'nope').state, 'absent');
    assert.equal(schema.table({ name: 'u' }).state, 'absent');
    assert.equal(schema.index({ name: 't_pkey' }).state, 'present');
    assert.equal(schema.index({ name: 'nope' }).state, 'absent');
    assert.equal(schema.enum({ name: 'mood' }).state, 'absent');
  });

  it('leaves open what a condition decides, and nothing else', async () => {
    const changes = await python(
      `op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Text()))`,
      `op.create_table("u", sa.Column("id", sa.Integer(), primary_key=True))`,
      `if something:`,
      `    op.add_column("t", sa.Column("b", sa.Text()))`,
      `    op.drop_column("t", "a")`,
    );
    const schema = last(changes);
    const b = schema.column(t, 'b');
    assert.equal(b.state, 'unknown');
    assert.match(b.doubt.reason, /condition/);
    assert.equal(b.last?.type.name, 'text');
    const a = schema.column(t, 'a');
    assert.equal(a.state, 'unknown');
    assert.equal(a.last?.name, 'a');
    assert.equal(schema.column(t, 'id').state, 'present');
    assert.equal(schema.table({ name: 'u' }).state, 'present');
  });

  it('clouds what an unread statement names, and nothing else', async () => {
    const schema = await after(`
      CREATE TABLE t (id int); CREATE TABLE u (id int);
      DO $$ BEGIN PERFORM rebuild('t'); END $$;`);
    assert.equal(schema.table(t).state, 'unknown');
    assert.equal(schema.column(t, 'id').state, 'unknown');
    assert.equal(schema.table({ name: 'u' }).state, 'present');
    assert.equal(schema.table({ name: 'rebuild' }).state, 'unknown');
    assert.equal(schema.table({ name: 'other' }).state, 'absent');
  });

  it('is certain again once a migration says it anew', async () => {
    const schema = await after(`
      CREATE TABLE t (id int);
      DO $$ BEGIN PERFORM rebuild('t'); END $$;
      DROP TABLE t; CREATE TABLE t (id bigint);`);
    const id = schema.column(t, 'id');
    assert.equal(id.state, 'present');
    assert.equal(id.value.type.name, 'bigint');
  });

  it('doubts everything after a statement that nobody can see, but for rows', async () => {
    const hidden = last([
      ...(await sqlChanges('CREATE TABLE t (id int)')),
      ...(await python('op.execute(make_sql())')),
      ...(await sqlChanges('CREATE TABLE u (id int)')),
    ]);
    assert.equal(hidden.table(t).state, 'unknown');
    assert.equal(hidden.table({ name: 'u' }).state, 'present');
    assert.equal(hidden.table({ name: 'v' }).state, 'unknown');
    const rows = last([
      ...(await sqlChanges('CREATE TABLE t (id int)')),
      ...(await python('op.execute(f"UPDATE {table} SET a = 1")')),
    ]);
    assert.equal(rows.table(t).state, 'present');
  });

  it('keeps what is known when something may only have been added', async () => {
    const schema = last([
      ...(await sqlChanges('CREATE TABLE t (id int)')),
      ...(await python('op.create_index(name, table, columns)')),
    ]);
    assert.equal(schema.column(t, 'id').state, 'present');
    assert.equal(schema.index({ name: 'ix' }).state, 'unknown');
  });

  it('knows of a table that no migration creates what migrations say of it', async () => {
    const schema = await after('ALTER TABLE legacy ADD COLUMN a int NOT NULL DEFAULT 1');
    const legacy = { name: 'legacy' };
    assert.equal(schema.table(legacy).state, 'present');
    assert.equal(schema.column(legacy, 'a').state, 'present');
    assert.equal(schema.column(legacy, 'b').state, 'unknown');
  });

  it('reads guarded DO blocks and loops over literals', async () => {
    const changes = await python(
      `op.execute("DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$")`,
      `for name, kind in (("t", sa.Text()), ("u", sa.Integer())):`,
      `    op.create_table(name, sa.Column("id", kind, primary_key=True))`,
      `    op.execute(f"CREATE INDEX {name}_ix ON {name} (id)")`,
    );
    const schema = last(changes);
    assert.equal(schema.enum({ name: 'mood' }).state, 'present');
    assert.deepEqual(
      schema.tables.map(({ name, columns }) => [name.name, columns[0]?.type.name]).sort(),
      [
        ['t', 'text'],
        ['u', 'integer'],
      ],
    );
    assert.equal(schema.index({ name: 'u_ix' }).state, 'present');
  });

  it('leaves the schema before as it was', async () => {
    const steps = replayChanges(
      await sqlChanges('CREATE TABLE t (id int); ALTER TABLE t ADD a int; DROP TABLE t'),
    );
    assert.deepEqual(
      steps.map((schema) => schema.tables.map(({ columns }) => columns.length)),
      [[], [1], [2], []],
    );
  });

  it('names unnamed constraints by the naming convention', async () => {
    const changes = await python(
      `op.create_table("t", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a", sa.Text(), unique=True, index=False))`,
      `op.create_foreign_key(None, "t", "p", ["a"], ["id"])`,
    );
    const naming = {
      pk: 'pk_%(table_name)s',
      uq: 'uq_%(table_name)s_%(column_0_name)s',
      fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
    };
    const [table] = last(changes, naming).tables;
    assert.deepEqual(
      table?.constraints.map(({ name }) => name),
      ['pk_t', 'uq_t_a', 'fk_t_a_p'],
    );
  });
});

describe('replay along a graph', () => {
  const table = (name: string) => sqlChanges(`CREATE TABLE ${name} (id int)`);
  const names = (schema: { tables: readonly { name: { name: string } }[] }) =>
    schema.tables.map(({ name }) => name.name).sort();

  it('sees of other branches only what has been merged', async () => {
    const graph = historyGraph([
      { revision: 'a' },
      { revision: 'b1', down: ['a'] },
      { revision: 'b2', down: ['b1'] },
      { revision: 'c1', down: ['a'] },
      { revision: 'm', down: ['b2', 'c1'] },
      { revision: 'n', down: ['m'] },
    ]);
    const changes = new Map<string, Change[]>();
    for (const id of ['a', 'b1', 'b2', 'c1', 'n']) changes.set(id, await table(`t_${id}`));
    changes.set('m', []);
    const schemas = replay(graph, changes);
    assert.deepEqual(names(schemas.after('b2')), ['t_a', 't_b1', 't_b2']);
    assert.deepEqual(names(schemas.before('c1')), ['t_a']);
    assert.deepEqual(names(schemas.before('m')), ['t_a', 't_b1', 't_b2', 't_c1']);
    assert.deepEqual(names(schemas.after('n')), ['t_a', 't_b1', 't_b2', 't_c1', 't_n']);
  });

  it('runs what a revision depends on before it', async () => {
    const graph = historyGraph([
      { revision: 'a' },
      { revision: 'x' },
      { revision: 'b', down: ['a'], dependsOn: ['x'] },
    ]);
    const changes = new Map([
      ['a', await table('t_a')],
      ['x', await table('t_x')],
      ['b', await sqlChanges('ALTER TABLE t_x ADD COLUMN b int')],
    ]);
    const schema = replay(graph, changes).after('b');
    assert.equal(schema.column({ name: 't_x' }, 'b').state, 'present');
    assert.equal(schema.table({ name: 't_x' }).state, 'present');
  });

  it('knows nothing of a schema whose history is missing, but what comes after', async () => {
    const graph = historyGraph([{ revision: 'b', down: ['gone'] }]);
    const schema = replay(graph, new Map([['b', await table('t')]])).after('b');
    assert.equal(schema.table(t).state, 'present');
    assert.equal(schema.table({ name: 'u' }).state, 'unknown');
    assert.match(schema.incomplete?.reason ?? '', /no file has the down revision/);
  });

  it('says so where a file has not been read', async () => {
    const graph = historyGraph([{ revision: 'a' }, { revision: 'b', down: ['a'] }]);
    const schemas = replay(graph, new Map([['b', await table('t')]]));
    assert.equal(schemas.after('b').table({ name: 'u' }).state, 'unknown');
    assert.equal(schemas.after('b').table(t).state, 'present');
  });

  it('survives a cycle', async () => {
    const graph = historyGraph([
      { revision: 'a', down: ['b'] },
      { revision: 'b', down: ['a'] },
    ]);
    const changes = new Map([
      ['a', await table('t')],
      ['b', await table('u')],
    ]);
    assert.ok(replay(graph, changes).after('a').tables.length > 0);
  });

  it('replays 10,000 revisions on demand, and after an edit only what changed', async () => {
    const count = 10_000;
    const id = (index: number) => String(index).padStart(5, '0');
    const graph = historyGraph(
      Array.from({ length: count }, (_, index) => ({
        revision: id(index),
        down: index === 0 ? [] : [id(index - 1)],
      })),
    );
    const changes = new Map<string, Change[]>();
    const create = await sqlChanges('CREATE TABLE t (id bigserial PRIMARY KEY, a int NOT NULL)');
    const add = await sqlChanges('ALTER TABLE t ADD COLUMN c int');
    for (let index = 0; index < count; index++) {
      const own = index % 20 === 0 ? create : add;
      const name = `t${Math.floor(index / 20)}`;
      changes.set(
        id(index),
        own.map((change) => ({ ...change, ...('table' in change ? { table: { name } } : {}) })),
      );
    }
    let asked = 0;
    const read = (revision: string) => {
      asked++;
      return changes.get(revision);
    };
    const few = replay(graph, read);
    few.after(id(99));
    assert.equal(asked, 100);
    const start = performance.now();
    const whole = replay(graph, read);
    assert.equal(whole.after(id(count - 1)).tables.length, count / 20);
    const full = performance.now() - start;
    changes.set(id(count - 1), await sqlChanges('CREATE TABLE last (id int)'));
    const again = performance.now();
    const edited = replay(graph, read, {}, whole);
    assert.equal(edited.after(id(count - 1)).tables.length, count / 20 + 1);
    const partial = performance.now() - again;
    console.log(
      `    10,000 revisions: ${full.toFixed(0)} ms, after an edit ${partial.toFixed(0)} ms`,
    );
    assert.ok(partial < full, 'an edit costs less than the whole history');
  });
});
