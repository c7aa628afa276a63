import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { describeTable } from '../../src/core/schema/describe.js';
import type { Schema } from '../../src/core/schema/schema.js';
import { quoteIdentifier } from '../../src/core/sql/quote.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { AlembicLoop } from './support/alembic.js';
import { withClient } from './support/catalog.js';
import { readSchema } from './support/verification.js';

/** psql's own `\d`; undefined where there is no psql. */
function psqlVersion(): number | undefined {
  try {
    const text = execFileSync('psql', ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)(\.\d+)?/.exec(text)?.[1]);
  } catch {
    return undefined;
  }
}

const psql = psqlVersion();

for (const major of [15, 18] as const) {
  describe(`a description on PostgreSQL ${major}`, () => {
    let server: PostgresServer;

    before(async function () {
      if (psql === undefined) {
        console.log('      SKIPPED: there is no psql on this machine to compare with');
        this.skip();
      }
      server = await startPostgres(major);
    });
    after(() => (psql === undefined ? undefined : server.stop()));

    const compare = async (address: DatabaseAddress): Promise<number> => {
      const session = pgSession(address);
      const schema: Schema = await readSchema(session);
      await session.close();
      for (const table of schema.tables) {
        const name = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
        const real = execFileSync('psql', ['-X', address.url, '-c', `\\d ${name}`], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C.UTF-8', PGCLIENTENCODING: 'UTF8' },
        });
        // psql 15 does not know that statistics targets may be unset, as they are since 17.
        const expected = real.replaceAll(/; STATISTICS $/gmu, '');
        assert.equal(`${describeTable(table)}\n`, expected, name);
      }
      return schema.tables.length;
    };

    it("equals psql's \\d for tables of every kind and hostile names", async () => {
      const address = await createDatabase(server);
      const text = await readFile(join(import.meta.dirname, 'describe.sql'), 'utf8');
      await withClient(address.url, async (client) => {
        for (const statement of text.split(/;\n/u)) await client.query(statement);
        const left = client.query('CREATE UNIQUE INDEX CONCURRENTLY invalid_i ON invalid (a)');
        await assert.rejects(left, /could not create unique index/);
      });
      const compared = await compare(address);
      console.log(`      ${compared} tables equal`);
      assert.ok(compared >= 27);
    });

    it("equals psql's \\d for every table of the example", async () => {
      const address = await createDatabase(server);
      const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-describe-'));
      await copyExample(folder);
      const steps = new AlembicLoop(
        await pythonWithAlembic(),
        join(folder, 'backend'),
        address.url,
      );
      await steps.run('upgrade', 'head');
      await steps.end();
      const compared = await compare(address);
      console.log(`      ${compared} tables equal`);
      assert.ok(compared >= 20);
      await rm(folder, { recursive: true, force: true });
    });
  });
}
