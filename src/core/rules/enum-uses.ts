/** Which labels of an enum type a change makes PostgreSQL read. */
import type { Change } from '../changes/change.js';
import { sameName, type KnownSchema } from '../changes/known-schema.js';
import type { ColumnType, Expression, ObjectName } from '../changes/objects.js';
import { quoteLiteral } from '../sql/quote.js';
import { tokensOf } from '../sql/tokens.js';

/**
 * Whether a change surely reads a label as a value of the type, which PostgreSQL refuses before the
 * label is committed: as a value of a column of that type, in a comparison with one, in a cast, in a
 * default. Not: `column::text = 'label'`, bodies in dollar quotes. Unknown: false.
 */
export function usesLabel(
  change: Change,
  type: ObjectName,
  label: string,
  { before, after }: { readonly before: KnownSchema; readonly after: KnownSchema },
): boolean {
  const isOfType = (own: ColumnType | undefined) => hasType(own, type);
  const columnsOf = (table: ObjectName) =>
    [before, after].flatMap(
      (schema) => schema.tables.find((own) => sameName(own.name, table))?.columns ?? [],
    );
  const columns = (table: ObjectName) =>
    new Set(columnsOf(table).flatMap((own) => (isOfType(own.type) ? [own.name] : [])));
  const reads = (sql: string | undefined, names: ReadonlySet<string>) =>
    sql !== undefined && readsLabel(sql, type.name, label, names);
  const isDefault = (expression: Expression | undefined, own: ColumnType | undefined) =>
    expression?.sql !== undefined &&
    isOfType(own) &&
    expression.sql.replace(/::.*$/s, '') === quoteLiteral(label).trim();
  switch (change.kind) {
    case 'add_column':
      if (isDefault(change.column.default, change.column.type)) return true;
      break;
    case 'create_table':
      if (change.columns.some((own) => isDefault(own.default, own.type))) return true;
      break;
    case 'set_column_default': {
      const column = columnsOf(change.table).find(({ name }) => name === change.column);
      if (isDefault(change.default, column?.type)) return true;
      break;
    }
    case 'add_constraint':
      if (change.constraint.type === 'check')
        return reads(change.constraint.expression.sql, columns(change.table));
      break;
    case 'create_index':
      return reads(change.index.predicate?.sql, columns(change.index.table));
    case 'insert': {
      const names = columns(change.table);
      const inRow = (row: Readonly<Record<string, string | null>>) =>
        [...names].some((name) => row[name] === label);
      if (change.rows?.some(inRow)) return true;
      break;
    }
    case 'update': {
      const names = columns(change.table);
      if (change.set.some(({ column, literal }) => names.has(column) && literal === label))
        return true;
      break;
    }
    default:
  }
  const { sql } = change.source;
  if (sql === undefined) return false;
  const named = new Set(
    Array.from(tokensOf(sql), ({ from, to }) => sql.slice(from, to).toLowerCase()),
  );
  const mentioned = [...before.tables, ...after.tables].filter(({ name }) => named.has(name.name));
  return reads(sql, new Set(mentioned.flatMap(({ name }) => [...columns(name)])));
}

/** Whether a column has the type, or is an array of it. */
function hasType(own: ColumnType | undefined, type: ObjectName): boolean {
  const [name, schema] = (own?.name ?? '').replace(/\[\]$/, '').split('.').reverse();
  return name === type.name && (schema ?? 'public') === (type.schema ?? 'public');
}

/** `column = 'label'`, `column IN ('label')`, `'label'::type`, `CAST('label' AS type)`. */
function readsLabel(
  sql: string,
  type: string,
  label: string,
  columns: ReadonlySet<string>,
): boolean {
  const literal = quoteLiteral(label).trim();
  const tokens = [...tokensOf(sql)]
    .filter(({ kind }) => kind !== 'space' && kind !== 'comment')
    .map(({ kind, from, to }) => {
      const text = sql.slice(from, to);
      return kind === 'string' ? text : text.toLowerCase().replaceAll('"', '');
    });
  return tokens.some((text, at) => {
    if (text !== literal) return false;
    const after = tokens.slice(at + 1, at + 6).join(' ');
    if (new RegExp(`^(?:: : |as )(?:\\w+ \\. )?${escaped(type)}\\b`).test(after)) return true;
    if (/^: :/.test(after)) return false;
    const before = tokens.slice(0, at).join(' ');
    const compared = /(\S+) (?:=|< >|! =|< =|> =|<|>|(?:not )?in \((?: '(?:[^']|'')*' ,)*)$/.exec(
      before,
    );
    return columns.has(compared?.[1] ?? '') && !/: : \S+$/.test(compared?.[0].split(' =')[0] ?? '');
  });
}

const escaped = (text: string) => text.replaceAll(/[^\w]/g, '\\$&');
