import type { Column, Table } from './schema.js';
import { footers } from './describe/footers.js';
import { textTable } from './describe/text-table.js';

const titles: Readonly<Record<Table['kind'], string>> = {
  table: 'Table',
  'partitioned table': 'Partitioned table',
  'foreign table': 'Foreign table',
  view: 'View',
  'materialized view': 'Materialized view',
};

/** What psql's `\d` shows of a table or view. Ends with a line feed. */
export function describeTable(table: Table): string {
  const foreign = table.kind === 'foreign table';
  const headers = ['Column', 'Type', 'Collation', 'Nullable', 'Default'];
  const rows = table.columns.map((column) => [
    column.name,
    column.type,
    column.collation ?? '',
    column.nullable ? '' : 'not null',
    defaultText(column),
    ...(foreign ? [column.options === undefined ? '' : `(${column.options})`] : []),
  ]);
  const title = titles[table.kind];
  const unlogged = table.unlogged ? `Unlogged ${title.toLowerCase()}` : title;
  const lines = textTable(
    `${unlogged} "${table.schema}.${table.name}"`,
    foreign ? [...headers, 'FDW options'] : headers,
    rows,
  );
  return [...lines, ...footers(table)].join('\n') + '\n';
}

function defaultText({ identity, generated, default: initial }: Column): string {
  if (identity) return `generated ${identity} as identity`;
  if (generated)
    return `generated always as (${generated.expression})${generated.stored ? ' stored' : ''}`;
  return initial ?? '';
}
