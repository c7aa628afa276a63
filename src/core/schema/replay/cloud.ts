import type { Doubt, KnownTable } from '../../changes/known-schema.js';
import type { State } from './state.js';
import type { Touches } from './touches.js';

/** The state after something unread that may have touched these names. */
export function clouded(state: State, touches: Touches, doubt: Doubt): State {
  if (touches === 'nothing') return state;
  const at = state.clock + 1;
  const later = { ...state, clock: at };
  const cloud = { doubt, at };
  if (touches === 'anything') return { ...later, cloud, incomplete: cloud };
  if (touches === 'additions') return { ...later, incomplete: cloud };
  let { tables, enums, objects, mentions } = state;
  for (const word of touches) mentions = mentions.set(word, cloud);
  for (const [key, table] of state.tables.entries())
    if (touches.has(table.name.name)) tables = tables.set(key, { ...table, doubt });
  for (const [key, type] of state.enums.entries())
    if (touches.has(type.name.name)) enums = enums.set(key, { ...type, doubt });
  for (const [key, object] of state.objects.entries())
    if (touches.has(object.name.name)) objects = objects.set(key, { ...object, doubt });
  return { ...later, tables, enums, objects, mentions };
}

/** What holds whether a change has happened or not: what it made different is in doubt. */
export function perhaps(before: State, after: State, doubt: Doubt): State {
  let { tables, enums, objects } = after;
  for (const key of after.tables.differences(before.tables)) {
    const [old, now] = [before.tables.get(key), after.tables.get(key)];
    const merged = old && now ? perhapsTable(old, now, doubt) : (old ?? now);
    if (merged) tables = tables.set(key, old && now ? merged : { ...merged, doubt });
  }
  for (const key of after.enums.differences(before.enums)) {
    const value = after.enums.get(key) ?? before.enums.get(key);
    if (value) enums = enums.set(key, { ...value, doubt });
  }
  for (const key of after.objects.differences(before.objects)) {
    const value = after.objects.get(key) ?? before.objects.get(key);
    if (value) objects = objects.set(key, { ...value, doubt });
  }
  return { ...after, tables, enums, objects, gone: before.gone };
}

function perhapsTable(old: KnownTable, now: KnownTable, doubt: Doubt): KnownTable {
  return {
    ...now,
    columns: perhapsParts(old.columns, now.columns, doubt),
    constraints: perhapsParts(old.constraints, now.constraints, doubt),
    indexes: perhapsParts(old.indexes, now.indexes, doubt),
  };
}

/** Parts that are the same in both stay certain; the others are kept, in doubt. */
function perhapsParts<
  T extends { readonly name: string | undefined; readonly doubt?: Doubt | undefined },
>(old: readonly T[], now: readonly T[], doubt: Doubt): readonly T[] {
  if (old === now) return now;
  const gone = old.filter((part) => !now.some(({ name }) => name === part.name));
  return [
    ...now.map((part) => (old.includes(part) ? part : { ...part, doubt })),
    ...gone.map((part) => ({ ...part, doubt })),
  ];
}
