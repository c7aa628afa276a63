import assert from 'node:assert/strict';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { isReserved } from '../../src/core/sql/format-type.js';
import { withClient } from './support/catalog.js';

/** Key words of which only newer servers know. */
const newer: Readonly<Record<number, readonly string[]>> = { 15: ['system_user'], 18: [] };

for (const major of [15, 18] as const)
  describe(`reserved words on PostgreSQL ${major}`, () => {
    let server: PostgresServer;
    let address: DatabaseAddress;
    before(async () => {
      server = await startPostgres(major);
      address = await createDatabase(server);
    });
    after(() => server.stop());

    it('are those that the server reserves', async () => {
      const { rows } = await withClient(address.url, (client) =>
        client.query<{ word: string; catcode: string }>(
          'SELECT word, catcode FROM pg_get_keywords()',
        ),
      );
      assert.ok(rows.length > 400);
      for (const { word, catcode } of rows)
        assert.equal(isReserved(word), catcode === 'R' || catcode === 'T', word);
      const known = new Set(rows.map(({ word }) => word));
      for (const word of newer[major] ?? []) assert.ok(isReserved(word) && !known.has(word), word);
    });

    it('name tables and columns only in quotes', async () => {
      await withClient(address.url, async (client) => {
        for (const word of ['user', 'end', 'left', 'verbose'])
          await assert.rejects(
            client.query(`CREATE TABLE ${word} (${word} integer)`),
            /syntax error/,
          );
        for (const word of ['value', 'name', 'between', 'coalesce']) {
          assert.ok(!isReserved(word));
          await client.query(`CREATE TABLE ${word} (${word} integer)`);
        }
      });
    });
  });
