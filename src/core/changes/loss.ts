import type { Change } from './change.js';
import { objectText } from './object-text.js';

/**
 * What data or definition a change destroys, as the end of a sentence that begins with its
 * revision, e.g. `drops the column products.sku with its data`; undefined where it destroys none.
 */
export function lossOf(change: Change): string | undefined {
  switch (change.kind) {
    case 'drop_table':
      return `drops the table ${objectText(change.table)} with its data`;
    case 'drop_column':
      return `drops the column ${objectText(change.table)}.${change.column} with its data`;
    case 'truncate':
      return `empties ${change.tables.map(objectText).join(', ')}`;
    default:
      return undefined;
  }
}
