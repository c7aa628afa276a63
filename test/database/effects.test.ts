import assert from 'node:assert/strict';
import pg from 'pg';
import {
  createDatabase,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import type { Effects } from '../../src/core/changes/effects/effects.js';
import { effectsOf } from '../../src/core/changes/effects/effects-of.js';
import { catalogName, strongest } from '../../src/core/changes/effects/lock-modes.js';
import { effectRows } from '../../src/core/changes/effects/rows/all-rows.js';
import { replayChanges } from '../../src/core/schema/replay/replay.js';
import { sqlChanges } from '../support/sql-changes.js';
import { base, type EffectCase, effectCases } from './support/effect-cases.js';
import { measure, type Measured } from './support/measure.js';

/** Weak locks that every statement takes on what it only looks at. */
const weak = ['AccessShareLock', 'RowShareLock', 'RowExclusiveLock'];
const tableKinds = ['r', 'p', 'm', 'v'];

/** Rows that only come beside another one: as a second row of a case above. */
const notAlone = [
  'add-column-not-null',
  'add-column-foreign-key',
  'add-column-foreign-key-default',
  'type-check',
  'type-foreign-key',
  'type-foreign-key-rewrite',
  'type-identity',
  'type-default-cast',
  // Needs a directory that the server may write to.
  'set-tablespace',
];

describe('the table of effects', () => {
  it('has a case for each of its rows', () => {
    const measured = new Set<string>(effectCases.map(({ row }) => row));
    const others = new Set<string>(notAlone);
    const missing = Object.keys(effectRows).filter((row) => !measured.has(row) && !others.has(row));
    assert.deepEqual(missing, []);
  });

  for (const major of [15, 18] as const) {
    describe(`on PostgreSQL ${major}`, () => {
      let server: PostgresServer;
      let client: pg.Client;
      before(async () => {
        server = await startPostgres(major);
        const { url } = await createDatabase(server);
        client = new pg.Client({ connectionString: url });
        await client.connect();
      });
      after(async () => {
        await client.end();
        await server.stop();
      });

      const cases = effectCases.filter(({ from = 10, to = 18 }) => from <= major && major <= to);
      for (const item of cases)
        it(`${item.row}: ${item.sql}${item.setup === undefined ? '' : ` after ${brief(item.setup)}`}`, async () => {
          await prepare(client, item);
          const effects = await effectsOfCase(item, major);
          const measured = await measure(client, item.sql, item);
          assert.equal(effects[0]?.rows[0], item.row);
          compare(effects, measured, item.nulls ?? false);
        });
    });
  }
});

async function prepare(client: pg.Client, { setup }: EffectCase): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS other CASCADE; DROP SCHEMA public CASCADE;
    CREATE SCHEMA public; DROP ACCESS METHOD IF EXISTS heap2`);
  await client.query(base);
  if (setup !== undefined) await client.query(setup);
}

async function effectsOfCase(item: EffectCase, major: number): Promise<Effects[]> {
  const history = await sqlChanges(`${base}${item.setup ?? ''}${item.first ?? ''}`);
  const changes = await sqlChanges(item.sql, item.outside ?? false);
  const schemas = replayChanges([...history, ...changes]);
  return changes.map((change, index) =>
    effectsOf(change, { postgres: major, schema: schemas[history.length + index], utc: true }),
  );
}

function compare(effects: readonly Effects[], measured: Measured, nulls: boolean): void {
  const failure = effects.find((effect) => effect.failure)?.failure;
  assert.equal(measured.sqlstate, failure?.sqlstate, 'SQLSTATE');
  if (failure) return;
  const relations = effects.flatMap((effect) => effect.relations);
  const names = [...new Set(relations.map(({ relation }) => relation.name))];
  const of = (name: string) => relations.filter(({ relation }) => relation.name === name);
  const isTable = (name: string) => tableKinds.includes(measured.kinds.get(name) ?? '');
  const rewritten = names.filter((name) => of(name).some(({ rewrites }) => rewrites)).sort();
  assert.deepEqual(
    rewritten.filter(hasFile),
    [...measured.rewritten].filter(isTable).sort(),
    'rewrites',
  );
  if (measured.locks.size === 0 && names.every((name) => !measured.locks.has(name))) {
    if (measured.scanned.size === 0) return;
  }
  const predicted = new Map(
    names.flatMap((name) => {
      const lock = strongest(of(name).map((own) => own.lock));
      return lock ? [[name, catalogName(lock)] as const] : [];
    }),
  );
  const locks = [...measured.locks].filter(
    ([name, mode]) => isTable(name) && (predicted.has(name) || !weak.includes(mode)),
  );
  const tables = [...predicted].filter(([name]) => isTable(name));
  assert.deepEqual(sorted(tables), sorted(locks), 'locks on tables');
  for (const [name, mode] of predicted)
    if (!isTable(name)) assert.equal(measured.locks.get(name), mode, `lock on ${name}`);
  const scanned = names.filter((name) => of(name).some((own) => own.scans) && isTable(name));
  const real = [...measured.scanned].filter(isTable);
  for (const name of real) {
    const building = of(name).some(({ builds }) => builds.length > 0);
    assert.ok(scanned.includes(name) || building, `${name} is read row by row`);
  }
  for (const name of scanned.filter(
    (own) => !nulls || of(own).every(({ role }) => role !== 'referenced'),
  ))
    assert.ok(real.includes(name) || isEmptied(name, measured), `${name} is not read row by row`);
  const rebuilt = [...measured.rewritten].filter((name) => measured.kinds.get(name) === 'i');
  const builds = relations.flatMap((own) => own.builds);
  for (const name of rebuilt)
    assert.ok(
      builds.includes(name) || relations.some((own) => own.rewrites),
      `${name} is built anew`,
    );

  function hasFile(name: string): boolean {
    return ['r', 'm'].includes(measured.kinds.get(name) ?? '');
  }
}

/** TRUNCATE gives a table a new file without reading the old one; partitioned tables have none. */
function isEmptied(name: string, { rewritten, scanned, kinds }: Measured): boolean {
  return (rewritten.has(name) && !scanned.has(name)) || kinds.get(name) === 'p';
}

const sorted = (pairs: readonly (readonly [string, string])[]) =>
  [...pairs].sort(([left], [right]) => (left < right ? -1 : 1));

function brief(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim().slice(0, 60);
}
