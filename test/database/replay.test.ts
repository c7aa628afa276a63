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
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { replayChanges } from '../../src/core/schema/replay/replay.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
import { replayProject } from '../support/replayed-project.js';
import { sqlChanges } from '../support/sql-changes.js';
import { AlembicLoop } from './support/alembic.js';
import { withClient } from './support/catalog.js';
import { type Comparison, compareReplayed } from './support/compare-replayed.js';
import { introspect } from './support/introspected.js';
import { histories } from './support/replay-histories.js';

describe('the replayed schema', () => {
  for (const major of [15, 18] as const) {
    describe(`against PostgreSQL ${major}`, () => {
      let server: PostgresServer;
      before(async () => {
        server = await startPostgres(major);
      });
      after(() => server.stop());

      it('equals the catalogs after each of the example’s revisions', async () => {
        const python = await pythonWithAlembic();
        const sql = await loadSqlParser();
        const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-replay-'));
        try {
          await copyExample(folder);
          const { schemas, graph } = await replayProject(folder);
          const { url } = await createDatabase(server);
          const steps = new AlembicLoop(python, join(folder, 'backend'), url);
          const total: Comparison = { agreed: new Map(), unknown: [], different: [] };
          const history = graph.order.toReversed();
          for (const id of history) {
            await steps.run('upgrade', id);
            const result = compareReplayed(schemas.after(id), await introspect(url), sql);
            for (const [kind, count] of result.agreed)
              total.agreed.set(kind, (total.agreed.get(kind) ?? 0) + count);
            total.unknown.push(...result.unknown.map((line) => `${id} ${line}`));
            total.different.push(...result.different.map((line) => `${id} ${line}`));
          }
          await steps.end();
          report(`${history.length} revisions`, total);
          assert.deepEqual(total.different, []);
          assert.deepEqual(total.unknown, []);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      });

      for (const { title, sql: text } of histories.filter(({ from = 10 }) => from <= major))
        it(`equals the catalogs: ${title}`, async () => {
          const parser = await loadSqlParser();
          const { url } = await createDatabase(server);
          await withClient(url, (client) => client.query(text));
          const replayed = replayChanges(await sqlChanges(text)).at(-1);
          assert.ok(replayed);
          const result = compareReplayed(replayed, await introspect(url), parser);
          assert.deepEqual(result.different, []);
          assert.deepEqual(result.unknown, []);
        });
    });
  }
});

function report(what: string, { agreed, unknown }: Comparison): void {
  const facts = [...agreed.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...agreed].map(([kind, count]) => `${kind} ${count}`).join(', ');
  console.log(`    ${what}: ${facts} facts agree (${kinds}); ${unknown.length} left open`);
  for (const line of new Set(unknown.map((entry) => entry.replace(/^\S+ /, ''))))
    console.log(`      open: ${line}`);
}
