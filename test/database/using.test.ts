import assert from 'node:assert/strict';
import pg from 'pg';
import { createDatabase, startPostgres } from '../../scripts/toolchain/postgres.js';
import { usingFor } from '../../src/core/changes/effects/using-for.js';

/** From, to, values before, and what they have to be afterwards, as text. */
const pairs: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['text', 'integer', ['1', '-20'], ['1', '-20']],
  ['character varying(20)', 'date', ['2026-01-31'], ['2026-01-31']],
  ['character(36)', 'uuid', ['12345678-1234-1234-1234-123456789abc'], []],
  ['text', 'jsonb', ['{"a": [1]}'], ['{"a": [1]}']],
  ['text', 'boolean', ['true', 'f'], ['true', 'false']],
  ['text', 'interval', ['2 days'], ['2 days']],
  ['text', 'inet', ['10.0.0.1'], ['10.0.0.1/32']],
  ['text', 'bytea', ['a\\b'], ['\\x615c62']],
  ['text', 'mood', ['sad'], ['sad']],
  ['mood', 'humour', ['sad'], ['sad']],
  ['mood[]', 'humour[]', ['{sad,ok}'], ['{sad,ok}']],
  ['text[]', 'mood[]', ['{sad}'], ['{sad}']],
  ['text[]', 'jsonb', ['{a,"b c"}'], ['["a", "b c"]']],
  ['integer[]', 'json', ['{1,2}'], ['[1,2]']],
  ['smallint', 'boolean', ['0', '2'], ['false', 'true']],
  ['integer', 'boolean', ['0', '2'], ['false', 'true']],
  ['bigint', 'boolean', ['0', '2'], ['false', 'true']],
  ['numeric(10,2)', 'boolean', ['0', '0.5'], ['false', 'true']],
  ['double precision', 'boolean', ['0', '0.5'], ['false', 'true']],
  ['boolean', 'integer', ['true', 'false'], ['1', '0']],
  ['boolean', 'smallint', ['true', 'false'], ['1', '0']],
  ['boolean', 'bigint', ['true', 'false'], ['1', '0']],
  ['boolean', 'numeric', ['true', 'false'], ['1', '0']],
  ['jsonb', 'integer', ['5'], ['5']],
  ['json', 'integer', ['5', '"7"'], ['5', '7']],
  ['jsonb', 'boolean', ['true'], ['true']],
  ['jsonb', 'uuid', ['"12345678-1234-1234-1234-123456789abc"'], []],
  ['jsonb', 'timestamp with time zone', ['"2026-01-31 00:00:00+00"'], ['2026-01-31 00:00:00+00']],
  ['integer', 'jsonb', ['5'], ['5']],
  ['boolean', 'json', ['true'], ['true']],
  ['date', 'jsonb', ['2026-01-31'], ['"2026-01-31"']],
];

const isEnum = (name: string) => name === 'mood' || name === 'humour';

describe('expressions for USING', () => {
  for (const major of [15, 18] as const)
    it(`make values of the other type, and the same, on PostgreSQL ${major}`, async () => {
      const server = await startPostgres(major);
      const { url } = await createDatabase(server);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        await client.query(`CREATE TYPE mood AS ENUM ('sad', 'ok'); SET timezone = 'UTC';
          CREATE TYPE humour AS ENUM ('ok', 'sad', 'fine')`);
        for (const [from, to, values, after] of pairs) {
          const using = usingFor({ column: 'Value', from, to, isEnum });
          assert.ok(using, `${from} to ${to}`);
          await client.query(`CREATE TABLE t (n serial, "Value" ${from})`);
          for (const value of values)
            await client.query('INSERT INTO t ("Value") VALUES ($1)', [value]);
          await client.query('INSERT INTO t ("Value") VALUES (NULL)');
          await client.query(`ALTER TABLE t ALTER COLUMN "Value" TYPE ${to} USING ${using}`);
          const { rows } = await client.query<{ v: string | null }>(
            'SELECT "Value"::text AS v FROM t ORDER BY n',
          );
          const wanted = after.length > 0 ? after : values.map((text) => text.replaceAll('"', ''));
          assert.deepEqual(
            rows.map(({ v }) => v),
            [...wanted, null],
            `${from} to ${to} by ${using}`,
          );
          await client.query('DROP TABLE t');
        }
      } finally {
        await client.end();
        await server.stop();
      }
    });

  it('are not made up where several would mean something else', () => {
    for (const [from, to] of [
      ['text', 'text[]'],
      ['integer', 'timestamp with time zone'],
      ['integer', 'date'],
      ['mood', 'integer'],
      ['uuid', 'integer'],
    ] as const)
      assert.equal(usingFor({ column: 'c', from, to, isEnum }), undefined, `${from} to ${to}`);
  });
});
