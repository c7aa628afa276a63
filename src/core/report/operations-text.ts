import type { OperationRow, OperationsJson } from '../revisions/operations-json.js';

/** What one migration does, as text: a title, then a line per operation of each function. */
export function operationsText(
  title: string,
  { upgrade, downgrade, unanalyzable }: OperationsJson,
): string {
  return [
    title,
    ...upgrade.map((row) => `  ↑ ${rowText(row)}`),
    ...downgrade.map((row) => `  ↓ ${rowText(row)}`),
    ...unanalyzable.map(({ line, reason }) => `  ? line ${line}: ${reason}`),
  ].join('\n');
}

/** E.g. `line 21: add_column cad_files.step_hash (batch, in a branch)`. */
function rowText({
  line,
  name,
  table,
  column,
  sql,
  batch,
  conditional,
  dynamic,
  via,
}: OperationRow): string {
  const object = [table, column].filter((part) => part !== undefined).join('.');
  const text = sql === undefined ? '' : sql.trim().replaceAll(/\s+/gu, ' ').slice(0, 80);
  const notes = [
    ...(batch ? ['batch'] : []),
    ...(conditional ? ['in a branch'] : []),
    ...(dynamic ? ['known at run time only'] : []),
    ...(via === undefined ? [] : [`via ${via}`]),
  ];
  const note = notes.length === 0 ? '' : `(${notes.join(', ')})`;
  return [`line ${line}:`, name, object, text, note].filter((part) => part !== '').join(' ');
}
