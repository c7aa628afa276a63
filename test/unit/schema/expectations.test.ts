import assert from 'node:assert/strict';
import type { Change } from '../../../src/core/changes/change.js';
import { changesOf } from '../../../src/core/changes/changes-of.js';
import { readBody } from '../../../src/core/revisions/read-body.js';
import {
  expectationsAfterRollBack,
  expectationsOf,
} from '../../../src/core/schema/expectations.js';
import { judge } from '../../../src/core/schema/judge.js';
import { questionsOf } from '../../../src/core/schema/questions.js';
import type { Column, Schema, Table } from '../../../src/core/schema/schema.js';
import { wordsOf } from '../../../src/core/schema/words.js';
import type { SqlParser } from '../../../src/core/sql/sql-parser.js';
import { loadSqlParser } from '../../../src/system/sql/load-sql-parser.js';

function table(name: string, columns: readonly Column[]): Table {
  return {
    schema: 'public',
    name,
    kind: 'table',
    unlogged: false,
    columns,
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rules: [],
    inherits: [],
    children: [],
    referencedBy: [],
  };
}

const schemaOf = (...tables: readonly Table[]): Schema => ({
  searchPath: ['public'],
  schemas: ['public'],
  tables,
  enums: [],
  sequences: [],
  functions: [],
  types: [],
  extensions: [],
});

describe('expectations', () => {
  let sql: SqlParser;
  before(async () => {
    sql = await loadSqlParser();
  });

  function changes(...statements: readonly string[]): Change[] {
    const lines = statements.map((text) =>
      text.startsWith('if ') || text.startsWith('op.')
        ? `    ${text}\n`
        : `    op.execute("""${text}""")\n`,
    );
    const text = `from alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n${lines.join('')}`;
    return changesOf(readBody(text).upgrade, sql);
  }

  const words = (...statements: readonly string[]) =>
    expectationsOf(changes(...statements)).map(wordsOf);

  const net: readonly (readonly [title: string, statements: string[], expected: string[]])[] = [
    [
      'a column that is added and renamed',
      ['ALTER TABLE t ADD a text', 'ALTER TABLE t RENAME a TO b'],
      ['column t.b text NULL', 'column t.b', 'no column t.a'],
    ],
    [
      'a column that is added and dropped',
      ['ALTER TABLE t ADD a text', 'ALTER TABLE t DROP a'],
      ['no column t.a'],
    ],
    [
      'a column that is dropped and added',
      ['ALTER TABLE t DROP a', 'ALTER TABLE t ADD a text'],
      ['column t.a text NULL'],
    ],
    [
      'a column that is made NOT NULL later',
      ['ALTER TABLE t ADD a text', 'ALTER TABLE t ALTER a SET NOT NULL'],
      ['column t.a text NOT NULL', 'column t.a NOT NULL'],
    ],
    [
      'a table that is created, altered and renamed',
      [
        'CREATE TABLE t (a int)',
        'ALTER TABLE t ALTER a TYPE bigint',
        'CREATE INDEX i ON t (a)',
        'ALTER TABLE t RENAME TO u',
      ],
      [
        'table u',
        'column u.a bigint NULL',
        'column u.a bigint',
        'index i on u (a)',
        'table u',
        'no table t',
      ],
    ],
    [
      'a table that is created and dropped',
      ['CREATE TABLE t (a int UNIQUE)', 'CREATE INDEX i ON t (a)', 'DROP TABLE t'],
      ['no table t'],
    ],
    [
      'what goes with a dropped column',
      [
        'ALTER TABLE t ADD a int',
        'ALTER TABLE t ADD CHECK (a > 0)',
        'CREATE INDEX i ON t (b) WHERE a IS NULL',
        'ALTER TABLE t DROP a',
      ],
      ['no column t.a'],
    ],
    [
      'columns renamed in indexes and keys',
      [
        'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (x)',
        'CREATE INDEX i ON t (a, b)',
        'ALTER TABLE t RENAME a TO z',
        'ALTER TABLE p RENAME x TO y',
        'ALTER TABLE p RENAME TO q',
      ],
      [
        'foreign key (z) to q (y) on t',
        'index i on t (z, b)',
        'column t.z',
        'no column t.a',
        'column q.y',
        'no column q.x',
        'table q',
        'no table p',
      ],
    ],
    [
      'an index that is dropped and built again',
      ['DROP INDEX i', 'CREATE UNIQUE INDEX i ON t (a)'],
      ['unique index i on t (a)'],
    ],
    [
      'a constraint that is validated later',
      [
        'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
        'ALTER TABLE t VALIDATE CONSTRAINT c',
      ],
      ['check constraint c (a > 0) on t'],
    ],
    [
      'an enum that grows and is renamed',
      [
        "CREATE TYPE m AS ENUM ('a', 'c')",
        "ALTER TYPE m ADD VALUE 'b' BEFORE 'c'",
        "ALTER TYPE m RENAME VALUE 'a' TO 'z'",
        'ALTER TYPE m RENAME TO n',
      ],
      [
        'enum type n (z, b, c)',
        'label b of enum n before c',
        'label z of enum n',
        'no label a of enum n',
        'enum type n',
        'no enum type m',
      ],
    ],
    [
      'rows that are written twice',
      ["UPDATE t SET k = 'b' WHERE k = 'a'", "UPDATE t SET k = 'c' WHERE k = 'b'"],
      ["backfill of t.k: no row left with k = 'b'"],
    ],
    [
      'a default that is only there for a moment',
      ['ALTER TABLE t ADD a int NOT NULL DEFAULT 0', 'ALTER TABLE t ALTER a DROP DEFAULT'],
      ['column t.a integer NOT NULL without default', 'column t.a without default'],
    ],
    [
      'a key on columns of the new table',
      ['CREATE TABLE t (a int)', 'ALTER TABLE t ADD PRIMARY KEY (a)'],
      ['table t', 'column t.a integer NOT NULL', 'primary key (a) on t'],
    ],
    [
      'statements that leave nothing',
      ['SET LOCAL lock_timeout = 1', 'ANALYZE t', 'COMMIT', 'SELECT 1'],
      [],
    ],
  ];
  for (const [title, statements, expected] of net) {
    it(`are the net effect: ${title}`, () => {
      assert.deepEqual(words(...statements), expected);
    });
  }

  const later = (...statements: readonly string[]) => [
    { revision: '002', changes: changes(...statements) },
  ];

  function verdicts(own: readonly Change[], after: ReturnType<typeof later>, schema: Schema) {
    return judge(expectationsOf(own, after), schema, { sql }).map(
      ({ state, expectation, detail }) => `${expectation} — ${state}${detail && `: ${detail}`}`,
    );
  }

  it('are superseded by what a later revision drops or alters', () => {
    const own = changes('ALTER TABLE t ADD a text', 'ALTER TABLE t ADD b text');
    const schema = schemaOf(table('t', [{ name: 'b', type: 'integer', nullable: true }]));
    const after = later('ALTER TABLE t DROP a', 'ALTER TABLE t ALTER b TYPE int USING b::int');
    assert.deepEqual(verdicts(own, after, schema), [
      'column t.a text NULL — superseded: by 002',
      'column t.b text NULL — superseded: by 002',
    ]);
  });

  it('are looked for under the name that a later revision gave', () => {
    const own = changes('ALTER TABLE t ADD a text');
    const after = later('ALTER TABLE t RENAME a TO b', 'ALTER TABLE t RENAME TO u');
    const schema = schemaOf(table('u', [{ name: 'b', type: 'text', nullable: true }]));
    assert.deepEqual(verdicts(own, after, schema), ['column u.b text NULL — holds']);
    assert.deepEqual(verdicts(own, after, schemaOf()), [
      'column u.b text NULL — fails: there is no table u',
    ]);
  });

  it('prove nothing where a condition, or code that cannot be read, had a hand in it', () => {
    const conditional = changes('if x(): op.add_column("t", sa.Column("a", sa.Text()))');
    const schema = schemaOf(table('t', []));
    assert.deepEqual(verdicts(conditional, [], schema), [
      'column t.a text NULL — cannot tell: there is no such column; the operation may not have run: it stands in a condition',
    ]);
    const own = changes('ALTER TABLE t ADD a text');
    const fails = ['column t.a text NULL — fails: there is no such column'];
    assert.deepEqual(verdicts(own, later('DO $$ BEGIN DROP VIEW w; END $$'), schema), fails);
    assert.match(
      verdicts(
        own,
        later(`DO $$ BEGIN EXECUTE format('ALTER TABLE t DROP %I', 'a'); END $$`),
        schema,
      )[0] ?? '',
      /cannot tell: there is no such column; a later operation may have changed it/,
    );
    assert.match(
      verdicts(own, later('if x(): op.drop_column("t", "a")'), schema)[0] ?? '',
      /cannot tell: .*may or may not have run/,
    );
    // What can only make new things, or write rows, cannot have taken the column away.
    assert.deepEqual(verdicts(own, later('op.create_table(name())'), schema), fails);
    assert.match(verdicts(own, later('op.drop_table(name())'), schema)[0] ?? '', /cannot tell/);
  });

  it('say what is there instead, and tell unknown from different', () => {
    const own = changes("ALTER TABLE t ADD a varchar(5) NOT NULL DEFAULT 'x'");
    const column = (rest: Partial<Column>) =>
      schemaOf(
        table('t', [
          {
            name: 'a',
            type: 'character varying(5)',
            nullable: false,
            default: "'x'::character varying",
            ...rest,
          },
        ]),
      );
    const verdict = (rest: Partial<Column>) =>
      verdicts(own, [], column(rest))[0]?.replace(/^.* — /, '');
    assert.equal(verdict({}), 'holds');
    assert.equal(verdict({ type: 'text', nullable: true }), 'fails: its type is text; it is NULL');
    assert.equal(
      verdict({ default: "'y'::character varying" }),
      "fails: its default is 'y'::character varying",
    );
    assert.equal(
      verdict({ default: 'f()' }),
      'cannot tell: its default is f(), which cannot be compared',
    );
  });

  it('after a roll back are what downgrade() declares, and that nothing else is left', () => {
    const upgrade = changes(
      'CREATE TABLE t (a int)',
      'ALTER TABLE u ADD b int',
      "ALTER TYPE m ADD VALUE 'x'",
      'CREATE INDEX i ON u (b)',
      'CREATE TABLE IF NOT EXISTS v (a int)',
    );
    const after = (...statements: readonly string[]) =>
      judge(
        expectationsAfterRollBack(upgrade, changes(...statements)),
        schemaOf(
          table('t', []),
          table('u', [{ name: 'b', type: 'integer', nullable: true }]),
          table('v', []),
        ),
        { sql },
      ).map(({ state, expectation, detail }) => `${expectation} — ${state}: ${detail}`);
    assert.deepEqual(after('DROP TABLE t'), [
      'no table t — fails: it is still there',
      'no column u.b — fails: it is still there: integer; downgrade() leaves it',
      'no index i — holds: ',
      'no table v — cannot tell: it is still there; IF NOT EXISTS: it may have been there before',
    ]);
  });

  it('ask only questions that can do no harm', () => {
    const schema = schemaOf(
      table('t', [
        { name: 'a', type: 'integer', nullable: true },
        { name: 'b', type: 'text', nullable: true },
      ]),
    );
    const questions = (statement: string) =>
      questionsOf(expectationsOf(changes(statement)), schema, sql).map((question) => question.sql);
    assert.deepEqual(questions("UPDATE t SET b = 'x' WHERE a > 3"), [
      `SELECT count(*) AS count FROM (SELECT 1 FROM "public"."t" AS "t" WHERE ((a > 3) AND ("b" IS DISTINCT FROM ('x'))) LIMIT 1000) AS found`,
    ]);
    assert.equal(questions("DELETE FROM t WHERE lower(b) = 'x'").length, 1);
    assert.deepEqual(questions('DELETE FROM t WHERE evil(a)'), []);
    assert.deepEqual(questions('DELETE FROM t WHERE nextval(b) > 1'), []);
    assert.deepEqual(questions('DELETE FROM t WHERE a IN (SELECT f() FROM x)'), []);
    assert.deepEqual(questions('DELETE FROM t WHERE gone = 1'), []);
    assert.deepEqual(questions('DELETE FROM nowhere WHERE a = 1'), []);
    assert.deepEqual(questions('UPDATE t SET a = a + 1'), []);
  });
});
