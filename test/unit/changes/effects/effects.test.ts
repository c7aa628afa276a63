import assert from 'node:assert/strict';
import { effectsOf } from '../../../../src/core/changes/effects/effects-of.js';
import {
  blocksReads,
  blocksWrites,
  catalogName,
  lockModes,
  strongest,
} from '../../../../src/core/changes/effects/lock-modes.js';
import { effectRows } from '../../../../src/core/changes/effects/rows/all-rows.js';
import { typeChange } from '../../../../src/core/changes/effects/type-change.js';
import { volatilityOf } from '../../../../src/core/changes/effects/volatility.js';
import { replayChanges } from '../../../../src/core/schema/replay/replay.js';
import { sqlChanges } from '../../../support/sql-changes.js';

const base = `CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, s varchar(10));`;

/** The effects of the last change of some SQL, on one major version. */
async function effects(sql: string, postgres: number, setup = '') {
  const before = await sqlChanges(base + setup);
  const changes = await sqlChanges(sql);
  const schemas = replayChanges([...before, ...changes]);
  const last = changes.at(-1);
  assert.ok(last);
  return effectsOf(last, { postgres, schema: schemas.at(-2) });
}

describe('locks', () => {
  it('are ranked', () => {
    assert.equal(strongest([]), undefined);
    assert.equal(strongest(['SHARE', 'ACCESS EXCLUSIVE', undefined]), 'ACCESS EXCLUSIVE');
    assert.deepEqual(lockModes.filter(blocksReads), ['ACCESS EXCLUSIVE']);
    assert.deepEqual(lockModes.filter(blocksWrites), [
      'SHARE',
      'SHARE ROW EXCLUSIVE',
      'EXCLUSIVE',
      'ACCESS EXCLUSIVE',
    ]);
    assert.equal(catalogName('SHARE UPDATE EXCLUSIVE'), 'ShareUpdateExclusiveLock');
  });
});

describe('the table of effects by version', () => {
  it('links each row to the manual', () => {
    for (const [id, { manual, sql }] of Object.entries(effectRows)) {
      assert.match(
        manual,
        /^https:\/\/www\.postgresql\.org\/docs\/current\/[\w-]+\.html(#[\w-]+)?$/,
        id,
      );
      assert.notEqual(sql, '', id);
    }
  });

  const rewrites = async (sql: string, postgres: number, setup?: string) =>
    (await effects(sql, postgres, setup)).relations.some((relation) => relation.rewrites);
  const scans = async (sql: string, postgres: number, setup?: string) =>
    (await effects(sql, postgres, setup)).relations.some((relation) => relation.scans);
  const fails = async (sql: string, postgres: number, setup?: string) =>
    (await effects(sql, postgres, setup)).failure?.sqlstate;

  it('rewrites for any default before 11', async () => {
    assert.equal(await rewrites('ALTER TABLE t ADD q int DEFAULT 1', 10), true);
    assert.equal(await rewrites('ALTER TABLE t ADD q int DEFAULT 1', 11), false);
  });

  it('takes a CHECK as proof of NOT NULL from 12', async () => {
    const setup = 'ALTER TABLE t ADD CHECK (a IS NOT NULL)';
    assert.equal(await scans('ALTER TABLE t ALTER a SET NOT NULL', 11, setup), true);
    assert.equal(await scans('ALTER TABLE t ALTER a SET NOT NULL', 12, setup), false);
  });

  it('adds enum values in a transaction from 12', async () => {
    const setup = "CREATE TYPE mood AS ENUM ('a')";
    assert.equal(await fails("ALTER TYPE mood ADD VALUE 'b'", 11, setup), '25001');
    assert.equal(await fails("ALTER TYPE mood ADD VALUE 'b'", 12, setup), undefined);
  });

  it('locks less for ATTACH PARTITION from 12', async () => {
    const setup = 'CREATE TABLE pt (id int) PARTITION BY RANGE (id); CREATE TABLE p (id int)';
    const sql = 'ALTER TABLE pt ATTACH PARTITION p FOR VALUES FROM (1) TO (2)';
    const lock = async (major: number) =>
      (await effects(sql, major, setup)).relations.find(({ role }) => role === 'table')?.lock;
    assert.equal(await lock(11), 'ACCESS EXCLUSIVE');
    assert.equal(await lock(12), 'SHARE UPDATE EXCLUSIVE');
  });

  it('knows when a syntax came', async () => {
    assert.equal(await fails('ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED', 17), '42601');
    assert.equal(await fails('ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED', 18), undefined);
    assert.equal(
      await fails('ALTER TABLE t ADD q int GENERATED ALWAYS AS (1) STORED', 11),
      '42601',
    );
    assert.equal(await fails('REINDEX TABLE CONCURRENTLY t', 18), '25001');
  });

  it('is silent on what it cannot know, and says so', async () => {
    const [change, whatever] = await sqlChanges(
      'ALTER TABLE unheard_of ALTER c TYPE text, ALTER d TYPE bigint',
    );
    assert.ok(change && whatever);
    const { relations, unknown } = effectsOf(change, { postgres: 18 });
    assert.deepEqual(
      relations.map(({ lock, rewrites: whole }) => [lock, whole]),
      [['ACCESS EXCLUSIVE', false]],
    );
    assert.match(unknown ?? '', /not known/);
    // No type is stored as a bigint is.
    assert.equal(effectsOf(whatever, { postgres: 18 }).relations[0]?.rewrites, true);
    const own = await effects('ALTER TABLE t ADD q int DEFAULT mine()', 18);
    assert.match(own.unknown ?? '', /mine\(\)/);
    const hidden = await effects('DO $$ BEGIN PERFORM x(); END $$', 18);
    assert.deepEqual([hidden.relations, hidden.unknown !== undefined], [[], true]);
  });

  it('does not know a time zone that nobody told it', async () => {
    const setup = 'CREATE TABLE ts (c timestamp)';
    const { relations, unknown } = await effects(
      'ALTER TABLE ts ALTER c TYPE timestamptz',
      18,
      setup,
    );
    assert.equal(relations[0]?.rewrites, true);
    assert.match(unknown ?? '', /UTC/);
  });

  it('works without a schema', async () => {
    for (const sql of [
      'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES parent',
      'DROP TABLE t',
      'CREATE INDEX ON t (a)',
      'ALTER TABLE t DROP CONSTRAINT c',
      'TRUNCATE t',
    ]) {
      const [change] = await sqlChanges(sql);
      assert.ok(change);
      assert.notEqual(effectsOf(change, { postgres: 16 }).relations.length, 0, sql);
    }
  });
});

describe('the volatility of defaults', () => {
  const of = (sql: string) => volatilityOf({ sql });
  it('tells volatile from stable functions, and both from unknown ones', () => {
    assert.equal(of("'random()'"), 'stable');
    assert.equal(of("md5('x' || random()::text)"), 'volatile');
    assert.equal(of('public.gen_random_uuid()'), 'volatile');
    assert.equal(of("now() AT TIME ZONE 'utc'"), 'stable');
    assert.equal(of('CURRENT_TIMESTAMP(3)'), 'stable');
    assert.equal(of("'{}'::jsonb"), 'stable');
    assert.equal(of('/* random() */ 1'), 'stable');
    assert.ok(typeof of('my_id()') === 'object');
  });
});

describe('type changes', () => {
  const change = (from: string, to: string) =>
    typeChange({ from, to, constrained: false, using: 'none', isEnum: () => false });
  it('says unknown of types it has never heard of', () => {
    assert.equal(change('vector(3)', 'halfvec(3)'), 'unknown');
    assert.equal(change('vector(3)', 'text'), 'rewrite');
    assert.equal(change('geometry', 'geometry'), 'same storage');
  });
});
