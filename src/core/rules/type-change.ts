/** What the rules about ALTER COLUMN … TYPE share. */
import type { ChangeOf } from '../changes/change.js';
import { objectText } from '../changes/object-text.js';
import type { SourceRange } from '../python/value.js';
import { keywordOf } from './calls.js';
import type { Migration } from './rule.js';
import { headOf, wordsAt } from './sql-places.js';

export type TypeChange = ChangeOf<'set_column_type'>;

/** `table.column` */
export const columnText = ({ table, column }: Pick<TypeChange, 'table' | 'column'>) =>
  `${objectText(table)}.${column}`;

/** The new type: `type_=…`, or the word TYPE. */
export function typePlace(migration: Migration, change: TypeChange): SourceRange {
  const { sql, operation } = change.source;
  if (sql !== undefined) return wordsAt(migration, change, ['type']);
  return keywordOf(migration, operation.range, 'type_')?.range ?? headOf(migration, change);
}
