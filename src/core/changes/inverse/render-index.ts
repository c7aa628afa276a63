import type { KnownIndex } from '../known-schema.js';
import type { IndexKey } from '../objects.js';
import {
  call,
  execute,
  keyword,
  list,
  literalName,
  quoted,
  schemaOf,
  sqlName,
  sqlText,
  text,
} from './python.js';

/** Why an index cannot be written down; undefined where it can. */
export function unknownIndex({ definition, name, doubt }: KnownIndex): string | undefined {
  if (doubt) return doubt.reason;
  if (name === undefined) return 'the name of an index is not known';
  const { keys, unique, method, predicate } = definition;
  const texts = [...(keys ?? []).map(({ expression }) => expression), predicate];
  const unread = texts.some((expression) => expression && expression.sql === undefined);
  const known = keys !== undefined && unique !== undefined && method !== undefined && !unread;
  return known ? undefined : `what the index ${name} says is not known`;
}

/** `op.create_index(…)`. Call it only where `unknownIndex` knows all of it. */
export function createIndex(index: KnownIndex, concurrently = false): string {
  const { definition } = index;
  const { table, keys, unique, method, predicate, include, nullsNotDistinct } = definition;
  if (nullsNotDistinct) return execute(indexSql(index, concurrently));
  return call(
    'op.create_index',
    literalName(index.name ?? ''),
    text(table.name),
    `[${(keys ?? []).map(keyCode).join(', ')}]`,
    `unique=${unique ? 'True' : 'False'}`,
    schemaOf(table),
    keyword('postgresql_using', method === 'btree' ? undefined : text(method ?? '')),
    keyword('postgresql_where', predicate && sqlText(predicate.sql ?? '')),
    keyword('postgresql_include', include && list(include)),
    concurrently ? 'postgresql_concurrently=True' : undefined,
  );
}

export function dropIndex(index: KnownIndex, concurrently = false): string {
  const { table } = index.definition;
  return call(
    'op.drop_index',
    literalName(index.name ?? ''),
    keyword('table_name', text(table.name)),
    schemaOf(table),
    concurrently ? 'postgresql_concurrently=True' : undefined,
  );
}

function keyCode(key: IndexKey): string {
  const plain = key.descending !== true && key.operatorClass === undefined;
  return plain && key.column !== undefined ? text(key.column) : sqlText(keySql(key));
}

function keySql({ column, expression, descending, operatorClass }: IndexKey): string {
  const key = column === undefined ? enclosed(expression?.sql ?? '') : quoted(column);
  return [key, operatorClass, descending === true ? 'DESC' : undefined]
    .flatMap((part) => part ?? [])
    .join(' ');
}

/** An expression stands in parentheses unless it is a call alone. */
const enclosed = (sql: string) => (/^[\w.]+\([^()]*\)$/.test(sql) ? sql : `(${sql})`);

function indexSql({ name, definition }: KnownIndex, concurrently: boolean): string {
  const { table, keys, unique, method, predicate, include, nullsNotDistinct } = definition;
  return [
    `CREATE${unique ? ' UNIQUE' : ''} INDEX${concurrently ? ' CONCURRENTLY' : ''}`,
    `${quoted(name ?? '')} ON ${sqlName(table)} USING ${method ?? 'btree'}`,
    `(${(keys ?? []).map(keySql).join(', ')})`,
    include ? `INCLUDE (${include.map(quoted).join(', ')})` : '',
    nullsNotDistinct ? 'NULLS NOT DISTINCT' : '',
    predicate ? `WHERE ${predicate.sql ?? ''}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
