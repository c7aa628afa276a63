import {
  best,
  type KnownObject,
  type KnownSchema,
  type KnownTable,
  sameName,
} from '../known-schema.js';
import { objectText } from '../object-text.js';
import type { ColumnRead, ObjectName } from '../objects.js';
import { mentions } from './cases/case.js';

/** What forbids a change of a column's type: `by` for people, e.g. `the view active_users`. */
export interface ColumnUser {
  readonly row: 'type-of-partition-key' | 'type-used';
  readonly by: string;
  /** The statement that made it, where it was written as SQL. */
  readonly sql?: string | undefined;
}

/**
 * What uses a column so that PostgreSQL refuses to change its type: what the migrations certainly
 * left there. https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function* columnUsers(
  table: ObjectName,
  column: string,
  schema: KnownSchema | undefined,
): Generator<ColumnUser> {
  const known = schema && best(schema.table(table));
  if (!known) return;
  if (mentions(known.partitionBy, column))
    yield { row: 'type-of-partition-key', by: 'the partition key' };
  for (const { name, generated, doubt } of known.columns)
    if (!doubt && mentions(generated?.expression.sql, column))
      yield { row: 'type-used', by: `the generated column ${name}` };
  for (const object of schema.objects)
    if (!object.doubt && object.reads?.some((read) => isOf(read, known, column, schema)))
      yield { row: 'type-used', by: nameOf(object), sql: object.sql };
}

/** Of several tables that a name may belong to, it is that of the only one that can have it. */
function isOf(
  read: ColumnRead,
  { name }: KnownTable,
  column: string,
  schema: KnownSchema,
): boolean {
  if (read.column !== undefined && read.column !== column) return false;
  if (!read.tables.some((table) => sameName(table, name))) return false;
  const others = read.tables.filter((table) => !sameName(table, name));
  return others.every((table) => schema.column(table, column).state === 'absent');
}

function nameOf({ type, name, table }: KnownObject): string {
  return `the ${type} ${objectText(name)}${table ? ` on ${objectText(table)}` : ''}`;
}
