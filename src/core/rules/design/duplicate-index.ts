import { certain, type KnownIndex } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { IndexKey } from '../../changes/objects.js';
import type { Fix } from '../finding.js';
import { isInherited } from '../made-here.js';
import { placeOfName } from '../new-names.js';
import { removal, statementAlone } from '../remove-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const duplicateIndex: RuleOn<'revision'> = {
  id: 'duplicate-index',
  title: 'An index does what another one does already',
  category: 'design',
  severity: 'info',
  on: 'revision',
  *check(migration) {
    const own = new Set(migration.upgrade.map(({ change }) => change));
    for (const { name } of migration.after.tables) {
      const table = certain(migration.after.table(name));
      if (!table || table.doubt) continue;
      const indexes = table.indexes.filter(({ doubt }) => !doubt);
      if (!indexes.some(({ origin }) => own.has(origin))) continue;
      const alike = alikeIn(indexes);
      const seen = new Set<KnownIndex>();
      // Of two that are the same the newer one is too many.
      for (const index of indexes.toSorted((a, b) => b.at - a.at)) {
        const other = alike
          .get(firstKey(index))
          ?.find((one) => one !== index && !seen.has(one) && covers(one, index));
        if (!other) continue;
        const made = [index, other].find(({ origin }) => own.has(origin));
        if (!made || isInherited(table, made.origin)) continue;
        seen.add(index);
        const what = sameKeys(index, other) ? 'the same as' : 'the beginning of';
        const at =
          made.name === undefined
            ? headOf(migration, made.origin)
            : placeOfName(migration, made.origin, made.name);
        yield {
          at,
          message: `On ${objectText(name)} the index ${nameOf(index)} is ${what} ${nameOf(other)}: every query that it helps, the other one helps too, and each write pays for both.`,
          help: `Drop ${nameOf(index)}, or do not create it.`,
          fixes: made === index ? withoutCreating(migration, index) : [],
        };
      }
    }
  },
};

const nameOf = ({ name, definition }: KnownIndex) =>
  name ?? `on ${(definition.keys ?? []).map(({ column }) => column ?? '…').join(', ')}`;

/** By their first key. */
function alikeIn(indexes: readonly KnownIndex[]): ReadonlyMap<string | undefined, KnownIndex[]> {
  const alike = new Map<string | undefined, KnownIndex[]>();
  for (const index of indexes) {
    const group = alike.get(firstKey(index));
    if (group) group.push(index);
    else alike.set(firstKey(index), [index]);
  }
  return alike;
}

/** Where this is not the same, one index cannot do what the other one does. */
const firstKey = ({ definition: { keys } }: KnownIndex) =>
  keys?.[0]?.column ?? keys?.[0]?.expression?.sql;

/** Whether the second one can be done without. */
function covers(index: KnownIndex, other: KnownIndex): boolean {
  const [one, two] = [index.definition, other.definition];
  if (!one.keys || !two.keys || other.constraint || two.unique === undefined) return false;
  if (one.method !== two.method || one.predicate?.sql !== two.predicate?.sql) return false;
  if (one.predicate && one.predicate.sql === undefined) return false;
  if (two.include?.some((column) => !one.include?.includes(column))) return false;
  if (two.unique)
    return (
      one.unique === true &&
      sameKeys(index, other) &&
      !two.nullsNotDistinct === !one.nullsNotDistinct
    );
  return one.method === 'btree'
    ? startsWith(one.keys, two.keys)
    : one.method !== undefined && sameKeys(index, other);
}

const sameKeys = (one: KnownIndex, two: KnownIndex) =>
  one.definition.keys?.length === two.definition.keys?.length &&
  startsWith(one.definition.keys ?? [], two.definition.keys ?? []);

function startsWith(keys: readonly IndexKey[], first: readonly IndexKey[]): boolean {
  return first.every((key, at) => {
    const other = keys[at];
    const known = key.column !== undefined || key.expression?.sql !== undefined;
    return (
      known &&
      other !== undefined &&
      key.column === other.column &&
      key.expression?.sql === other.expression?.sql &&
      (key.descending ?? false) === (other.descending ?? false) &&
      key.operatorClass === other.operatorClass
    );
  });
}

/** Removes the statement, and the one that drops the index in `downgrade()`. */
function withoutCreating(migration: Migration, { name, origin }: KnownIndex): Fix[] {
  if (origin.kind !== 'create_index') return [];
  const drops = migration.downgrade.flatMap(({ change }) =>
    change.kind === 'drop_index' && change.index.name === name ? [change] : [],
  );
  const edits = removal(
    migration,
    [origin, ...drops].map((each) => statementAlone(migration, each)),
  );
  return edits ? [{ title: `Do not create ${name ?? 'it'}`, safety: 'review', edits }] : [];
}
