import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import type { Verdict } from '../../src/core/schema/expectation.js';
import { expectationsAfterRollBack, expectationsOf } from '../../src/core/schema/expectations.js';
import type { SqlParser } from '../../src/core/sql/sql-parser.js';
import { pgSession } from '../../src/system/sessions/pg-session.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
import { AlembicLoop } from './support/alembic.js';
import { withClient } from './support/catalog.js';
import { dataAt010, dataAt021 } from './support/example-data.js';
import {
  count,
  lineOf,
  type MigrationChanges,
  readMigrations,
  verdictsOf,
} from './support/verification.js';

const data: Readonly<Record<string, string>> = { '010': dataAt010, '021': dataAt021 };

for (const major of [15, 18] as const) {
  describe(`verification of the example on PostgreSQL ${major}`, () => {
    let python: PythonWithAlembic;
    let server: PostgresServer;
    let sql: SqlParser;
    let folder: string;
    let migrations: MigrationChanges[];

    before(async () => {
      python = await pythonWithAlembic();
      server = await startPostgres(major);
      sql = await loadSqlParser();
      folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-verify-'));
      await copyExample(folder);
      migrations = await readMigrations(join(folder, 'backend/alembic/versions'), sql);
    });
    after(async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('holds after every upgrade, at head, and after every downgrade', async () => {
      const address = await createDatabase(server);
      const session = pgSession(address);
      const steps = new AlembicLoop(python, join(folder, 'backend'), address.url);
      try {
        const up: Verdict[] = [];
        for (const { revision, upgrade } of migrations) {
          await steps.run('upgrade', revision);
          up.push(...(await verdictsOf(session, expectationsOf(upgrade), sql)));
          const rows = data[revision];
          if (rows) await withClient(address.url, (client) => client.query(rows));
        }
        report(up, 'after each upgrade');

        const head: Verdict[] = [];
        for (const [index, { upgrade }] of migrations.entries()) {
          const later = migrations
            .slice(index + 1)
            .map(({ revision, upgrade: changes }) => ({ revision, changes }));
          head.push(...(await verdictsOf(session, expectationsOf(upgrade, later), sql)));
        }
        report(head, 'all of them at head');

        const down: Verdict[] = [];
        for (const [index, { upgrade, downgrade }] of [...migrations.entries()].reverse()) {
          await steps.run('downgrade', migrations[index - 1]?.revision ?? 'base');
          const expectations = expectationsAfterRollBack(upgrade, downgrade);
          down.push(...(await verdictsOf(session, expectations, sql)));
        }
        report(down, 'after each downgrade');
      } finally {
        await steps.end();
        await session.close();
      }
    });

    function report(verdicts: readonly Verdict[], title: string): void {
      console.log(`      ${title}: ${count(verdicts)}`);
      for (const verdict of verdicts)
        if (verdict.state === 'cannot tell') console.log(`        ${lineOf(verdict)}`);
      assert.deepEqual(verdicts.filter(({ state }) => state === 'fails').map(lineOf), []);
      assert.ok(verdicts.filter(({ state }) => state === 'holds').length > verdicts.length * 0.9);
    }
  });
}
