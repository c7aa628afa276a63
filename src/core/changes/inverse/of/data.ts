import type { ChangeOf, Literal } from '../../change.js';
import { best, type KnownTable } from '../../known-schema.js';
import { code, nothing, notDerivable } from '../inverse.js';
import { execute, quoted, sqlName } from '../python.js';
import type { Inverses } from './handler.js';

type Kinds =
  'insert' | 'update' | 'delete' | 'truncate' | 'transaction' | 'set' | 'other' | 'unknown';

const literal = (value: Literal) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

export const data: Pick<Inverses, Kinds> = {
  insert({ table, rows, onConflict }, { before }) {
    if (!rows) return notDerivable('which rows it inserts is not known');
    const key = keyOf(best(before.table(table)), rows);
    if (!key) return notDerivable('no key tells the inserted rows from others');
    const kept = onConflict ? 'rows that were there before are deleted too' : undefined;
    return code([execute(`DELETE FROM ${sqlName(table)} WHERE ${condition(key, rows)}`)], kept);
  },

  update(change) {
    const swapped = swap(change);
    if (swapped === undefined) return notDerivable('the values that were there before are gone');
    return code([execute(swapped)], 'rows that had the new value before get the old one');
  },

  delete: () => notDerivable('the deleted rows are gone'),
  truncate: () => notDerivable('the rows are gone'),
  transaction: ({ statement }) =>
    /^(SAVEPOINT|RELEASE|BEGIN|START)/.test(statement)
      ? nothing
      : notDerivable(`${statement} ends the transaction of the migration`),
  set: () => nothing,
  other: ({ statement }) =>
    harmless.includes(statement) ? nothing : notDerivable(`${statement} has no known inverse`),
  unknown: ({ reason }) => notDerivable(reason),
};

/** Statements that leave nothing to undo. */
const harmless: readonly string[] = [
  'CheckPointStmt',
  'ClusterStmt',
  'ConstraintsSetStmt',
  'DeallocateStmt',
  'DiscardStmt',
  'ExplainStmt',
  'ListenStmt',
  'LockStmt',
  'NotifyStmt',
  'PrepareStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'SelectStmt',
  'VacuumStmt',
  'VariableShowStmt',
];

type Rows = readonly Readonly<Record<string, Literal>>[];

/** The columns of a key that every row has a value for. */
function keyOf(table: KnownTable | undefined, rows: Rows): readonly string[] | undefined {
  const keys = (table?.constraints ?? []).flatMap(({ definition }) =>
    definition.type === 'primary_key' || definition.type === 'unique' ? [definition.columns] : [],
  );
  const unique = (table?.indexes ?? []).flatMap(
    ({ definition: { keys: own, predicate, unique: is } }) =>
      is && !predicate && own?.every(({ column }) => column !== undefined)
        ? [own.flatMap(({ column }) => column ?? [])]
        : [],
  );
  return [...keys, ...unique].find(
    (columns) =>
      columns !== undefined &&
      rows.every((row) => columns.every((column) => typeof row[column] === 'string')),
  );
}

function condition(key: readonly string[], rows: Rows): string {
  const [column = '', ...more] = key;
  if (more.length === 0) {
    const values = rows.map((row) => literal(row[column] ?? null)).join(', ');
    return `${quoted(column)} IN (${values})`;
  }
  const tuples = rows.map((row) => `(${key.map((own) => literal(row[own] ?? null)).join(', ')})`);
  return `(${key.map(quoted).join(', ')}) IN (${tuples.join(', ')})`;
}

/** `SET c = 'new' WHERE c = 'old'` the other way round; undefined where it has no way back. */
function swap({ table, set, where, joined }: ChangeOf<'update'>): string | undefined {
  let condition = where?.sql;
  if (condition === undefined || joined || /\b(or|not|case|select)\b/i.test(condition))
    return undefined;
  const assignments: string[] = [];
  for (const { column, literal: now } of set) {
    const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const equal = new RegExp(
      `(?<![\\w$.])"?${name}"?\\s*=\\s*('(?:[^']|'')*'|-?[\\d.]+)(?![\\w$:])`,
      'i',
    );
    const old = equal.exec(condition)?.[1];
    if (typeof now !== 'string' || old === undefined) return undefined;
    assignments.push(`${quoted(column)} = ${old}`);
    condition = condition.replace(equal, () => `${quoted(column)} = ${literal(now)}`);
  }
  return `UPDATE ${sqlName(table)} SET ${assignments.join(', ')} WHERE ${condition}`;
}
