import type { Change } from '../../changes/change.js';
import { best, sameName, type KnownSchema } from '../../changes/known-schema.js';
import { quoted, sqlName } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { IndexDefinition } from '../../changes/objects.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { keywordOf } from '../calls.js';
import { headOf, wordsAt } from '../sql-places.js';

export const indexBecomesUnique: RuleOn<'change'> = {
  id: 'index-becomes-unique',
  title: 'An index is replaced by a unique one',
  category: 'loss',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, migration } = subject;
    const index = uniqueIndex(change);
    const old = index && replaced(index, subject);
    if (!index || old === undefined || duplicatesRemoved(index, subject)) return;
    const keyword = keywordOf(migration, change.source.operation.range, 'unique');
    yield {
      at:
        change.source.sql === undefined
          ? (keyword?.range ?? headOf(migration, change))
          : wordsAt(migration, change, ['unique']),
      message: `The index ${old} of ${objectText(index.table)} allowed the same value twice, its successor does not: building it fails if there are duplicates.`,
      help: `Look for them first, and decide which rows stay: ${duplicates(index, migration.before)}`,
    };
  },
};

/** What a change makes unique. */
function uniqueIndex(change: Change): IndexDefinition | undefined {
  if (change.kind === 'create_index') return change.index.unique ? change.index : undefined;
  if (change.kind !== 'add_constraint' || change.constraint.type !== 'unique') return undefined;
  const { columns, usingIndex, name, nullsNotDistinct } = change.constraint;
  if (usingIndex !== undefined) return undefined;
  return {
    name,
    table: change.table,
    keys: columns?.map((column) => ({ column })),
    unique: true,
    method: 'btree',
    ...(nullsNotDistinct ? { nullsNotDistinct } : {}),
  };
}

/** The name of an index of the same keys, not unique, that the function drops. */
function replaced(index: IndexDefinition, { steps, migration }: ChangeSubject): string | undefined {
  const { before } = migration;
  const keys = keysOf(index);
  if (keys === undefined || alreadyUnique(index, before)) return undefined;
  for (const { change } of steps) {
    if (change.kind !== 'drop_index') continue;
    const old = best(before.index(change.index));
    const same =
      old && sameName(old.definition.table, index.table) && keysOf(old.definition) === keys;
    if (same && old.definition.unique === false) return change.index.name;
  }
  return undefined;
}

/** An earlier statement of the function deletes some of its rows, or gives them other values. */
function duplicatesRemoved({ table }: IndexDefinition, { change, steps }: ChangeSubject): boolean {
  return steps.some(
    (step) =>
      step.change.source.range.from < change.source.range.from &&
      (step.change.kind === 'delete' || step.change.kind === 'update') &&
      sameName(step.change.table, table),
  );
}

const keysOf = ({ keys }: IndexDefinition): string | undefined =>
  keys?.map(({ column, expression }) => column ?? expression?.sql ?? '').join(', ');

/** A unique index of some of its columns keeps duplicates out as it is. */
function alreadyUnique({ table, keys }: IndexDefinition, schema: KnownSchema): boolean {
  const columns = keys?.map(({ column }) => column) ?? [];
  return (best(schema.table(table))?.indexes ?? []).some(
    ({ definition }) =>
      definition.unique === true &&
      !definition.predicate &&
      (definition.keys?.every(({ column }) => column !== undefined && columns.includes(column)) ??
        false),
  );
}

/** A query that finds the rows which such an index refuses. */
function duplicates(index: IndexDefinition, schema: KnownSchema): string {
  const { table, keys = [], predicate, nullsNotDistinct } = index;
  const names = keys.map(({ column, expression }) =>
    column === undefined ? `(${expression?.sql ?? ''})` : quoted(column),
  );
  // NULLs are different from each other in a unique index unless it says otherwise.
  const notNull = keys.flatMap(({ column }) =>
    column === undefined ||
    nullsNotDistinct ||
    best(schema.column(table, column))?.nullable === false
      ? []
      : [`${quoted(column)} IS NOT NULL`],
  );
  const conditions = [...(predicate?.sql === undefined ? [] : [`(${predicate.sql})`]), ...notNull];
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const list = names.join(', ');
  return `SELECT ${list}, count(*) FROM ${sqlName(table)}${where} GROUP BY ${list} HAVING count(*) > 1;`;
}
