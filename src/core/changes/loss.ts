import type { Change } from './change.js';
import { objectText } from './object-text.js';

/**
 * What data a change destroys, as the end of a sentence that begins with its revision, e.g. `drops
 * the column products.sku with its data`; undefined where it destroys none.
 */
export function lossOf(change: Change): string | undefined {
  switch (change.kind) {
    case 'drop_table':
      return `drops the table ${objectText(change.table)} with its data`;
    case 'drop_column':
      return `drops the column ${objectText(change.table)}.${change.column} with its data`;
    case 'truncate':
      return `empties ${change.tables.map(objectText).join(', ')}${change.cascade ? ' and what refers to it' : ''}`;
    case 'delete':
      return change.where || change.joined
        ? undefined
        : `deletes all rows of ${objectText(change.table)}`;
    case 'drop_type':
      return change.cascade
        ? `drops the type ${objectText(change.type)} and every column that has it`
        : undefined;
    case 'drop_object':
      return change.object.type === 'schema' && change.cascade
        ? `drops the schema ${change.object.name.name} with all its tables`
        : undefined;
    default:
      return undefined;
  }
}
