import type { ChangeOf, Literal } from '../changes/change.js';
import { objectText } from '../changes/object-text.js';
import { quoteIdentifier, quoteLiteral } from '../sql/quote.js';
import type { Fact } from './expectation.js';

/** More rows than this are not looked for one by one. */
const mostRows = 100;

const equals = (column: string, value: Literal) =>
  value === null
    ? `${quoteIdentifier(column)} IS NULL`
    : `${quoteIdentifier(column)} = ${quoteLiteral(value).trim()}`;

/** The rows that an INSERT writes, as far as their values are literal. */
export function rowsAfterInsert({ table, rows, onConflict }: ChangeOf<'insert'>): readonly Fact[] {
  const what = `rows inserted into ${objectText(table)}`;
  if (!rows) return [{ kind: 'untold', what, reason: 'their values are only known at run time' }];
  if (rows.length === 0) return [];
  const readable = rows.filter((row) => Object.keys(row).length > 0);
  if (readable.length < rows.length || rows.length > mostRows)
    return [
      { kind: 'untold', what, reason: 'they are too many, or none of their values is literal' },
    ];
  const conditions = rows.map((row) =>
    Object.entries(row)
      .map(([column, value]) => equals(column, value))
      .join(' AND '),
  );
  const distinct = [...new Set(conditions)].map((condition) => `(${condition})`);
  return [
    {
      kind: 'rows',
      table,
      where: distinct.join(' OR '),
      columns: [...new Set(rows.flatMap((row) => Object.keys(row)))],
      expected: 'some',
      atLeast: rows.length,
      ...(onConflict ? { unsure: 'ON CONFLICT keeps rows that were there before' } : {}),
      words: `${rows.length} ${rows.length === 1 ? 'row' : 'rows'} inserted into ${objectText(table)}`,
    },
  ];
}

/**
 * After an UPDATE no row that its WHERE finds may hold another value than the one that was set. An
 * expression of other columns is compared row by row.
 */
export function rowsAfterUpdate(change: ChangeOf<'update'>): readonly Fact[] {
  const { table, set, where, joined } = change;
  const columns = set.map(({ column }) => column);
  const what = `backfill of ${objectText(table)}.${columns.join(', ')}`;
  const untold = (reason: string): readonly Fact[] =>
    unfilled(change, what, reason) ?? [{ kind: 'untold', what, reason }];
  if (joined) return untold('it takes values from other tables');
  if (where && where.sql === undefined) return untold('its WHERE is only known at run time');
  const wrong = set.map(({ column, value, literal }) => {
    if (value.sql === undefined) return undefined;
    if (literal !== undefined && literal !== null)
      return differs(column, quoteLiteral(literal).trim());
    return differs(column, value.sql);
  });
  if (wrong.length === 0 || wrong.includes(undefined)) return untold('the new values are computed');
  const self = set.find(({ column, value }) => namesColumn(value.sql ?? '', column));
  if (self) return untold(`${self.column} is computed from itself`);
  const condition = where?.sql === undefined ? '' : `(${where.sql}) AND `;
  return [
    {
      kind: 'rows',
      table,
      where: `${condition}(${wrong.join(' OR ')})`,
      columns,
      expected: 'none',
      words: `${what}: no row left${where?.sql === undefined ? '' : ` with ${oneLine(where.sql)}`}`,
    },
  ];
}

/** Where the WHERE says `column IS NULL` of what is set: rows that still are. */
function unfilled(
  { table, set, where }: ChangeOf<'update'>,
  what: string,
  reason: string,
): readonly Fact[] | undefined {
  const open = set.find(({ column }) =>
    new RegExp(`(?<![\\w$])"?${column.replace(/\W/g, '\\$&')}"?\\s+IS\\s+NULL`, 'i').test(
      where?.sql ?? '',
    ),
  );
  if (!open) return undefined;
  return [
    {
      kind: 'rows',
      table,
      where: `${quoteIdentifier(open.column)} IS NULL`,
      columns: [open.column],
      expected: 'none',
      unsure: `${reason}, so some may stay empty`,
      words: `${what}: no row left with ${open.column} IS NULL`,
    },
  ];
}

const differs = (column: string, sql: string) =>
  `${quoteIdentifier(column)} IS DISTINCT FROM (${sql})`;

function namesColumn(sql: string, column: string): boolean {
  const outside = sql.replace(/'(?:[^']|'')*'/g, "''");
  return new RegExp(`(?<![\\w$])"?${column.replace(/[^\w]/g, '\\$&')}"?(?![\\w$(])`, 'i').test(
    outside,
  );
}

export function rowsAfterDelete({ table, where, joined }: ChangeOf<'delete'>): readonly Fact[] {
  const what = `rows deleted from ${objectText(table)}`;
  if (joined) return [{ kind: 'untold', what, reason: 'it depends on other tables' }];
  if (where && where.sql === undefined)
    return [{ kind: 'untold', what, reason: 'its WHERE is only known at run time' }];
  const condition = where?.sql ?? 'true';
  const words = `no rows in ${objectText(table)}${where ? ` with ${oneLine(condition)}` : ''}`;
  return [{ kind: 'rows', table, where: condition, columns: [], expected: 'none', words }];
}

const oneLine = (sql: string) => sql.replace(/\s+/g, ' ').trim();
