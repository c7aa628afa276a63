import type { KnownTable } from '../../changes/known-schema.js';
import type { PersistentMap } from './persistent-map.js';
import { type State, tableKey } from './state.js';

type Names = Pick<State, 'taken' | 'indexed'>;

/** The names that are taken after `before` became `after`; undefined: there is no such table. */
export function withNames(
  state: State,
  before: KnownTable | undefined,
  after: KnownTable | undefined,
): Names {
  const { schema, name } = (after ?? before)?.name ?? { schema: undefined, name: '' };
  const keyOf = (part: string) => tableKey(state, { schema, name: part });
  const differences = new Map<string, number>();
  const add = (key: string, by: number) => differences.set(key, (differences.get(key) ?? 0) + by);
  const own = (after ? 1 : 0) - (before ? 1 : 0);
  if (own !== 0) add(`r:${keyOf(name)}`, own);

  let { indexed } = state;
  const indexes = apart(before?.indexes, after?.indexes);
  for (const index of indexes.gone) if (index.name !== undefined) add(`r:${keyOf(index.name)}`, -1);
  for (const index of indexes.come) {
    if (index.name === undefined) continue;
    add(`r:${keyOf(index.name)}`, 1);
    indexed = indexed.set(keyOf(index.name), keyOf(name));
  }
  const constraints = apart(before?.constraints, after?.constraints);
  const columns = apart(before?.columns, after?.columns);
  for (const part of constraints.gone)
    if (part.name !== undefined) add(`c:${keyOf(part.name)}`, -1);
  for (const part of constraints.come) if (part.name !== undefined) add(`c:${keyOf(part.name)}`, 1);
  for (const { notNull } of columns.gone)
    if (notNull?.name !== undefined) add(`c:${keyOf(notNull.name)}`, -1);
  for (const { notNull } of columns.come)
    if (notNull?.name !== undefined) add(`c:${keyOf(notNull.name)}`, 1);

  let { taken } = state;
  for (const [key, by] of differences) if (by !== 0) taken = count(taken, key, by);
  return { taken, indexed };
}

export function count(map: PersistentMap<number>, key: string, by: number): PersistentMap<number> {
  return map.set(key, (map.get(key) ?? 0) + by);
}

/** Two lists without the very same parts that both begin and end with: one change touches few. */
function apart<T>(
  before: readonly T[] = [],
  after: readonly T[] = [],
): { readonly gone: readonly T[]; readonly come: readonly T[] } {
  if (before === after) return { gone: [], come: [] };
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return {
    gone: before.slice(start, before.length - end),
    come: after.slice(start, after.length - end),
  };
}
