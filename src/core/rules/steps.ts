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
  return changes.flatMap((change, index) => {
    const [before, after] = [schemas[index], schemas[index + 1]];
    if (!before || !after) return [];
    const effects = effectsOf(change, { postgres, schema: before });
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
  return {
    ...effects,
    relations: effects.relations.filter(({ relation }) => !isNew(relation)),
  };
}

const makesTable = ({ kind }: Change) => kind === 'create_table' || kind === 'create_object';
