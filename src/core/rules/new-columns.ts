/** Columns that a migration brings, and where their types stand. */
import { objectText } from '../changes/object-text.js';
import type { ColumnDefinition, ObjectName } from '../changes/objects.js';
import { itemsOf, lastPart } from '../changes/arguments.js';
import { columnName, typeValue } from '../changes/sqlalchemy-columns.js';
import type { CallValue, PythonValue, SourceRange } from '../python/value.js';
import { tokensOf } from '../sql/tokens.js';
import { callsIn } from './calls.js';
import type { ChangeSubject } from './rule.js';
import { headOf, placeIn } from './sql-places.js';

export interface NewColumn {
  readonly table: ObjectName;
  readonly column: ColumnDefinition;
  /** `orders.note` */
  readonly text: string;
  /** `sa.Column(…)`, where it is written so. */
  readonly call: CallValue | undefined;
}

/** The columns that a change of `upgrade()` adds, those of a new table included. */
export function newColumns({ change, direction }: ChangeSubject): readonly NewColumn[] {
  if (direction === 'downgrade') return [];
  const added =
    change.kind === 'add_column'
      ? [change.column]
      : change.kind === 'create_table'
        ? change.columns
        : [];
  if (change.kind !== 'add_column' && change.kind !== 'create_table') return [];
  const { table } = change;
  const calls = change.source.sql === undefined ? callsIn(change.source.operation, ['Column']) : [];
  return added.map((column) => ({
    table,
    column,
    text: `${objectText(table)}.${column.name}`,
    call: calls.find((call) => columnName(call) === column.name),
  }));
}

/** The type of a column as Python; of `sa.ARRAY(item)` the item's. */
export function pythonType({ call }: NewColumn): PythonValue | undefined {
  let value = call && typeValue(call);
  while (value?.kind === 'call' && lastPart(value.path) === 'ARRAY')
    value = value.args[0] ?? value.keywords.find(({ name }) => name === 'item_type')?.value;
  return value && itemsOf(value) ? undefined : value;
}

/**
 * The words of a column's type in SQL: offsets into `change.source.sql`. `pattern`: those words,
 * behind the column's name.
 */
export function sqlType(
  { change }: ChangeSubject,
  { column }: NewColumn,
  pattern: RegExp,
): SourceRange | undefined {
  const { sql } = change.source;
  if (sql === undefined) return undefined;
  for (const { kind, from, to } of tokensOf(sql)) {
    const text = sql.slice(from, to);
    const name = kind === 'identifier' ? text.slice(1, -1).replaceAll('""', '"') : text;
    const same = kind === 'identifier' ? name === column.name : name.toLowerCase() === column.name;
    if (!same || (kind !== 'word' && kind !== 'identifier')) continue;
    const gap = /^\s+/.exec(sql.slice(to))?.[0].length ?? 0;
    const words = new RegExp(`^(?:${pattern.source})(?![\\w$])`, 'i').exec(sql.slice(to + gap));
    if (words) return { from: to + gap, to: to + gap + words[0].length };
  }
  return undefined;
}

/** Where the type of a column stands, else where the change does. */
export function typePlace(subject: ChangeSubject, column: NewColumn, pattern: RegExp): SourceRange {
  const { change, migration } = subject;
  const words = sqlType(subject, column, pattern);
  return (
    pythonType(column)?.range ??
    column.call?.range ??
    (words && placeIn(change, words.from, words.to)) ??
    headOf(migration, change)
  );
}
