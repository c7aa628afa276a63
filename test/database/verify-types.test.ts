import assert from 'node:assert/strict';
import { createDatabase } from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { expectationsOf } from '../../src/core/schema/expectations.js';
import { compareExpressions } from '../../src/core/sql/compare-expressions.js';
import type { SqlParser } from '../../src/core/sql/sql-parser.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
import { BridgeBench } from '../support/bridge-bench.js';
import { withClient } from './support/catalog.js';
import { changesOfText, lineOf, verdictsOf } from './support/verification.js';

const sqlAlchemyTypes = `
sa.String(64) | sa.String() | sa.String(length=20) | sa.VARCHAR(5) | sa.Unicode(7) |
sa.UnicodeText() | sa.Text() | sa.TEXT() | sa.CHAR(3) | sa.CHAR() | sa.Integer() | sa.Integer |
sa.INTEGER() | sa.INT() | sa.BigInteger() | sa.BIGINT() | sa.SmallInteger() | sa.SMALLINT() |
sa.Boolean() | sa.BOOLEAN() | sa.DateTime() | sa.DateTime(timezone=True) | sa.DateTime(True) |
sa.TIMESTAMP() | sa.TIMESTAMP(timezone=True) | pg.TIMESTAMP(precision=3) | pg.TIMESTAMP(True,2) |
pg.TIME(timezone=True,precision=1) | sa.Time() | sa.Time(timezone=True) | sa.Date() | sa.DATE() |
sa.Numeric() | sa.Numeric(10,2) | sa.Numeric(10) | sa.Numeric(precision=12,scale=4) |
sa.DECIMAL(8,3) | pg.NUMERIC(5,1) | sa.Float() | sa.Float(24) | sa.Float(53) |
sa.FLOAT(precision=10) | sa.REAL() | pg.DOUBLE_PRECISION() | pg.REAL() | sa.LargeBinary() |
pg.BYTEA() | sa.PickleType() | sa.JSON() | pg.JSON() | pg.JSONB() |
pg.JSONB(astext_type=sa.Text()) | pg.UUID() | pg.UUID(as_uuid=True) | pg.ARRAY(sa.String(50)) |
sa.ARRAY(sa.Integer()) | pg.ARRAY(pg.UUID(as_uuid=True),dimensions=2) | pg.ARRAY(sa.Text) |
sa.Interval() | sa.Interval(second_precision=3) | pg.INTERVAL() | pg.INTERVAL(precision=2) |
pg.INTERVAL(fields='YEAR') | pg.INTERVAL(fields='DAY TO SECOND') | pg.INET() | pg.CIDR() |
pg.MACADDR() | pg.MACADDR8() | pg.TSVECTOR() | pg.MONEY() | pg.OID() |
pg.REGCLASS() | pg.BIT() | pg.BIT(4) | pg.BIT(6,varying=True) | pg.BIT(varying=True) |
pg.INT4RANGE() | pg.INT8RANGE() | pg.NUMRANGE() | pg.DATERANGE() | pg.TSRANGE() |
pg.TSTZRANGE() | sa.Enum('a','b',name='letters') | pg.ENUM('x','y',name='more_letters') |
sa.Enum('one','three',name='t',native_enum=False) | sa.Enum('a',name='Mixed') |
sa.Enum('a',name='t2',native_enum=False,length=9) |
sa.JSON().with_variant(pg.JSONB(),'postgresql') | sa.String(3).with_variant(sa.Text(),'sqlite') |
pg.ARRAY(sa.Enum('p','q',name='pq'))
`
  .split('|')
  .map((type) => type.trim());

/** Types that SQLAlchemy 1.4 lacks. */
const newerTypes = [
  'sa.Uuid()',
  'pg.TSQUERY()',
  'sa.UUID()',
  'sa.Double()',
  'sa.Uuid(native_uuid=False)',
  'pg.INT4MULTIRANGE()',
];

const sqlTypes = `
int | int2 | int4 | int8 | integer | smallint | bigint | serial | bigserial | smallserial |
serial4 | bool | boolean | text | varchar | varchar(9) | character varying(3) | char | char(4) |
character(5) | bpchar | "char" | name | real | float | float(24) | float(25) | float4 | float8 |
double precision | decimal | decimal(5) | numeric | numeric(5,2) | dec(3,1) | money | date |
time | time(2) | timetz | time with time zone | time(3) with time zone | timestamp |
timestamp(0) | timestamptz | timestamp with time zone | timestamp(6) with time zone | interval |
interval(3) | interval year | interval day to second | interval day to second(2) |
interval hour to minute | bit | bit(3) | bit varying | varbit(5) | bytea | uuid | json | jsonb |
xml | inet | cidr | macaddr | tsvector | point | box | int[] | text[][] | varchar(3)[] |
numeric(4,1)[] | int4range | oid | regclass | public.mood | mood | "Quoted Type" | mood[] |
posint
`
  .split('|')
  .map((type) => type.trim());

/** Conditions as people write them, over the columns of \`t\`. */
const conditions = [
  'a IS NOT NULL',
  'a IS NULL',
  'a > 5',
  '5 < a',
  'a >= -1',
  'a != 3',
  'a <> 3 AND b IS NOT NULL',
  "a > 1 OR (b = 'x' AND flag)",
  'NOT flag',
  'flag',
  'flag = true',
  'flag IS TRUE',
  'flag IS NOT FALSE',
  "b = 'active'",
  "b IN ('x', 'y')",
  "b IN ('x')",
  "b NOT IN ('x', 'y', 'z')",
  "c IN ('x', 'y')",
  "m = 'ok'",
  "m IN ('ok', 'sad')",
  'a IN (1, 2, 3)',
  'a BETWEEN 1 AND 10',
  'a NOT BETWEEN 1 AND 10',
  "b LIKE 'x%'",
  "b NOT LIKE '%y'",
  "b ILIKE 'x%'",
  "b ~ '^[a-z]+$'",
  'length(b) > 3',
  'char_length(c) BETWEEN 1 AND 20',
  "coalesce(b, '') <> ''",
  "lower(b) = 'x'",
  'n >= 0',
  'n > 0.5',
  'n >= 0 AND n <= 100 AND a > 0',
  "d > '2024-01-01'",
  "d IS NULL OR d > '2024-01-01'::date",
  "j ? 'key'",
  "j ->> 'kind' = 'x'",
  'j @> \'{"a": 1}\'',
  'a IS DISTINCT FROM 3',
  'a % 2 = 0',
  'a + 1 > 3',
  'CASE WHEN flag THEN a > 0 ELSE b IS NOT NULL END',
  'num_nonnulls(a, b, c) = 1',
  "b = ANY (ARRAY['x', 'y'])",
  '(b IS NULL) = (c IS NULL)',
  "b || c <> 'xy'",
  "trim(b) <> ''",
  'a = ANY (l)',
  'cardinality(l) > 0',
];

describe('verification of types and expressions', () => {
  let bench: BridgeBench;
  let sql: SqlParser;

  before(async () => {
    bench = await BridgeBench.start();
    sql = await loadSqlParser();
  });
  after(() => bench.stop());

  it('knows what PostgreSQL makes of every type of SQLAlchemy', async () => {
    const { label } = await pythonWithAlembic();
    const modern = !label.includes('SQLAlchemy 1.');
    const types = modern ? [...sqlAlchemyTypes, ...newerTypes] : sqlAlchemyTypes;
    const columns = types.map((type, index) => `        sa.Column('c${index}', ${type}),`);
    const text = [
      'from alembic import op',
      'import sqlalchemy as sa',
      'from sqlalchemy.dialects import postgresql as pg',
      "revision = '001'",
      'down_revision = None',
      'def upgrade():',
      "    op.create_table('t',",
      ...columns,
      '    )',
      'def downgrade():',
      "    op.drop_table('t')",
    ].join('\n');
    const scene = await bench.fresh({ migrations: [{ id: '001', text }] });
    const result = await bench.alembic(scene, 'upgrade', 'head');
    assert.equal(result.outcome, 'done', result.stderr);
    const session = pgSession(scene.database);
    const { upgrade } = changesOfText('001', text, sql);
    const verdicts = await verdictsOf(session, expectationsOf(upgrade), sql);
    await session.close();
    assert.deepEqual(verdicts.filter(({ state }) => state !== 'holds').map(lineOf), []);
    console.log(`      ${types.length} types of SQLAlchemy`);
  });

  it('knows what PostgreSQL makes of every type name of SQL', async () => {
    const database = await createDatabase(bench.server);
    const definitions = sqlTypes.map((type, index) => `c${index} ${type}`);
    const statement = `CREATE TABLE t (${definitions.join(', ')})`;
    await withClient(database.url, async (client) => {
      await client.query(
        `CREATE TYPE mood AS ENUM ('ok'); CREATE TYPE "Quoted Type" AS (a int); CREATE DOMAIN posint AS int`,
      );
      await client.query(statement);
    });
    const text = `from alembic import op\nrevision = '1'\ndown_revision = None\ndef upgrade():\n    op.execute('''${statement}''')\n`;
    const session = pgSession(database);
    const expectations = expectationsOf(changesOfText('1', text, sql).upgrade);
    const verdicts = await verdictsOf(session, expectations, sql);
    await session.close();
    assert.equal(verdicts.length, sqlTypes.length + 1);
    assert.deepEqual(verdicts.filter(({ state }) => state !== 'holds').map(lineOf), []);
    console.log(`      ${sqlTypes.length} type names`);
  });

  it('recognises every condition in what PostgreSQL stores of it, and no other', async () => {
    const database = await createDatabase(bench.server);
    const stored = await withClient(database.url, async (client) => {
      await client.query("CREATE TYPE mood AS ENUM ('ok', 'sad')");
      await client.query(
        'CREATE TABLE t (a int, b text, c varchar(20), flag boolean, m mood, n numeric(10,2), d date, j jsonb, l int[])',
      );
      const texts: string[] = [];
      for (const condition of conditions) {
        await client.query(`ALTER TABLE t ADD CONSTRAINT ck CHECK (${condition})`);
        const { rows } = await client.query<{ text: string }>(
          "SELECT pg_get_expr(conbin, conrelid) AS text FROM pg_constraint WHERE conname = 'ck'",
        );
        texts.push(rows[0]?.text ?? '');
        await client.query('ALTER TABLE t DROP CONSTRAINT ck');
      }
      return texts;
    });
    let different = 0;
    let unsure = 0;
    for (const [index, declared] of conditions.entries()) {
      for (const [other, text] of stored.entries()) {
        const likeness = compareExpressions(declared, text, sql);
        if (index === other) assert.equal(likeness, 'same', `${declared} is ${text}`);
        else if (!sameMeaning(declared, conditions[other] ?? ''))
          assert.notEqual(likeness, 'same', `${declared} is not ${text}`);
        if (likeness === 'different') different++;
        if (likeness === 'unsure') unsure++;
      }
    }
    console.log(
      `      ${conditions.length} conditions; other pairs: ${different} different, ${unsure} unsure`,
    );
  });
});

/** Conditions of the list that are one in two spellings. */
const synonyms = [
  ["b IN ('x', 'y')", "b = ANY (ARRAY['x', 'y'])"],
  ['a > 5', '5 < a'],
];

function sameMeaning(a: string, b: string): boolean {
  return synonyms.some((group) => group.includes(a) && group.includes(b));
}
