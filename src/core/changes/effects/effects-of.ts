import type { Change, EffectKind } from '../change.js';
import { best, keyOf, type KnownSchema } from '../known-schema.js';
import type { ObjectName } from '../objects.js';
import type { Case, CaseContext, Cases } from './cases/case.js';
import { columnCases } from './cases/columns.js';
import { constraintCases } from './cases/constraints.js';
import { dataCases } from './cases/data.js';
import { indexCases } from './cases/indexes.js';
import { objectCases } from './cases/objects.js';
import { tableCases } from './cases/tables.js';
import { typeCases } from './cases/types.js';
import { manual } from './effect-row.js';
import type { EffectContext, Effects, Failure, RelationEffect, Role } from './effects.js';
import { lockModes, strongest } from './lock-modes.js';
import { rowFor } from './rows/all-rows.js';

const cases: Cases = {
  ...tableCases,
  ...columnCases,
  ...typeCases,
  ...constraintCases,
  ...indexCases,
  ...objectCases,
  ...dataCases,
};

/**
 * What the server does to carry out one change: locks on relations that were there before, scans,
 * rewrites, index builds, and the error it ends with. A pure function of the change, the version and
 * the schema before it; what the table of effects (`rows/`) says, for these relations.
 */
export function effectsOf(change: Change, context: EffectContext): Effects {
  const inTransaction = context.transaction ?? !change.autocommit;
  if (change.kind === 'unknown')
    return { relations: [], rows: [], manual: manual.locking, unknown: change.reason };
  const reader = cases[change.kind] as Reader | undefined;
  const found = reader?.(change, { ...context, inTransaction }) ?? [];
  const own = 'table' in change ? [change.table] : [];
  const rows = found.map((item) => ({ item, row: rowFor(item.row, context.postgres) }));
  const failure = worst(rows.flatMap(({ row }) => row.failure ?? []));
  const unknown = found.find((item) => item.unknown !== undefined)?.unknown;
  return {
    relations: failure?.when === 'always' ? [] : merged(found, own, context),
    ...(failure ? { failure } : {}),
    ...(unknown === undefined ? {} : { unknown }),
    rows: found.map(({ row }) => row),
    manual: rows[0]?.row.manual ?? manual.locking,
  };
}

/** That reader and change belong together is true by index; the compiler cannot see it. */
type Reader = (
  change: Change & { readonly kind: EffectKind },
  context: CaseContext,
) => readonly Case[];

const worst = (failures: readonly Failure[]) =>
  failures.find(({ when }) => when === 'always') ?? failures[0];

/** One entry per relation: the strongest lock of all cases, and everything they do to it. */
function merged(
  found: readonly Case[],
  own: readonly ObjectName[],
  context: EffectContext,
): RelationEffect[] {
  const effects = new Map<string, RelationEffect>();
  for (const item of found) {
    const row = rowFor(item.row, context.postgres);
    for (const role of Object.keys(row.locks) as Role[]) {
      const lock = row.locks[role];
      const relations = item.relations?.[role] ?? (role === 'table' ? own : []);
      if (!lock) continue;
      for (const relation of relations)
        for (const member of role === 'table' && !row.only
          ? withPartitions(relation, context.schema)
          : [relation]) {
          const partition = member !== relation;
          const rewrites = (row.rewrites ?? []).includes(role);
          add(effects, {
            relation: member,
            role: partition ? 'partition' : role,
            lock: (partition ? row.locks.partition : undefined) ?? lock,
            scans: rewrites || (row.scans ?? []).includes(role),
            rewrites,
            builds: role === 'table' && !rewrites ? (item.builds ?? []) : [],
          });
        }
    }
  }
  return [...effects.values()];
}

function add(effects: Map<string, RelationEffect>, effect: RelationEffect): void {
  const key = keyOf(effect.relation);
  const known = effects.get(key);
  effects.set(
    key,
    known
      ? {
          ...known,
          lock: strongest([known.lock, effect.lock]) ?? lockModes[0],
          scans: known.scans || effect.scans,
          rewrites: known.rewrites || effect.rewrites,
          builds: [...known.builds, ...effect.builds],
        }
      : effect,
  );
}

/** A change of a partitioned table reaches its partitions. */
function withPartitions(name: ObjectName, schema: KnownSchema | undefined): ObjectName[] {
  const table = schema && best(schema.table(name));
  if (!schema || table?.partitionBy === undefined) return [name];
  return [name, ...schema.partitionsOf(name).flatMap((own) => withPartitions(own.name, schema))];
}
