import type { Change } from '../changes/change.js';
import type { Effects } from '../changes/effects/effects.js';
import { effectsOf } from '../changes/effects/effects-of.js';
import { best, type KnownSchema } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import type { Direction, Step } from './rule.js';

/** The steps of one function: `schemas` holds the one before each change, and the last one after. */
export function stepsOf(
  direction: Direction,
  changes: readonly Change[],
  schemas: readonly KnownSchema[],
  postgres: number,
): readonly Step[] {
  const own = new Set(changes);
  const zones = [...utcOf(changes)];
  return changes.flatMap((change, index) => {
    const [before, after] = [schemas[index], schemas[index + 1]];
    if (!before || !after) return [];
    const effects = effectsOf(change, { postgres, schema: before, utc: zones[index] ?? false });
    return [{ change, direction, before, after, effects: onOldRelations(effects, before, own) }];
  });
}

/** Without what happens to tables that these changes created, and to their indexes. */
function onOldRelations(effects: Effects, schema: KnownSchema, own: ReadonlySet<Change>): Effects {
  const isNew = (name: ObjectName): boolean => {
    const table = best(schema.table(name)) ?? tableOfIndex(name);
    return table !== undefined && own.has(table.origin) && makesTable(table.origin);
  };
  const tableOfIndex = (name: ObjectName) => {
    const index = best(schema.index(name));
    return index && best(schema.table(index.definition.table));
  };
  const isOwn = effects.relations.some(({ relation, role }) => role === 'table' && isNew(relation));
  return {
    ...effects,
    relations: effects.relations
      .filter(({ relation }) => !isNew(relation))
      // What refers to a new table's partner has no rows yet: there is nothing to look up in it.
      .map((one) => (isOwn && one.role === 'referenced' ? { ...one, scans: false } : one)),
  };
}

const makesTable = ({ kind }: Change) => kind === 'create_table' || kind === 'create_object';

/** Before each change: whether the session's time zone was set to UTC, as far as this tells. */
function* utcOf(changes: readonly Change[]): Generator<boolean> {
  let [session, local]: [boolean, boolean | undefined] = [false, undefined];
  for (const change of changes) {
    // SET LOCAL ends with the transaction that autocommit_block() commits.
    if (change.autocommit) local = undefined;
    yield local ?? session;
    if (change.kind !== 'set' || change.name.toLowerCase() !== 'timezone') continue;
    const utc = /^(?:utc|etc\/utc|gmt)$/i.test(change.value ?? '') && !change.conditional;
    if (!change.local) [session, local] = [utc, undefined];
    else if (!change.autocommit) local = utc;
  }
}
