import type { PythonValue } from '../../python/value.js';
import { as } from '../../sql/nodes.js';
import type { SqlParser } from '../../sql/sql-parser.js';
import { Arguments, itemsOf, literalText } from '../arguments.js';
import { sqlExpression } from '../expressions.js';
import type { IndexDefinition, IndexKey, ObjectName } from '../objects.js';
import { readIndexKey } from '../statements/index-keys.js';
import { guard, type OperationBuilder } from './operation-builder.js';

export const createIndex: OperationBuilder = ({ args, table, sql }) => {
  const keys = itemsOf(args.value('columns'));
  return [
    {
      kind: 'create_index',
      index: definition(args, 'index_name', table, keys, sql),
      concurrently: args.flag('postgresql_concurrently') ?? false,
      ...guard(args, 'ifNotExists'),
    },
  ];
};

/** `sa.Index("name", "a", sa.text("lower(b)"), unique=True)` inside `create_table`. */
export function readIndex(
  call: PythonValue & { readonly kind: 'call' },
  table: ObjectName,
  sql: SqlParser | undefined,
): IndexDefinition {
  const args = new Arguments(['name'], call.args, call.keywords);
  return definition(args, 'name', table, args.rest, sql);
}

function definition(
  args: Arguments,
  nameParameter: string,
  table: ObjectName,
  keys: readonly PythonValue[] | undefined,
  sql: SqlParser | undefined,
): IndexDefinition {
  const read = keys?.map((key) => readKey(key, sql));
  const unique = args.value('unique');
  const predicate = args.given('postgresql_where');
  const include = args.texts('postgresql_include');
  return {
    name: args.text(nameParameter),
    table,
    keys: read?.includes(undefined) ? undefined : (read as IndexKey[] | undefined),
    unique: unique ? (unique.kind === 'boolean' ? unique.value : undefined) : false,
    method: args.given('postgresql_using') ? args.text('postgresql_using')?.toLowerCase() : 'btree',
    ...(predicate ? { predicate: sqlExpression(predicate) } : {}),
    ...(include ? { include } : {}),
    ...(args.flag('postgresql_nulls_not_distinct') ? { nullsNotDistinct: true } : {}),
  };
}

/** A column name, or SQL in `sa.text`: an expression, or a column with an order or a class. */
function readKey(value: PythonValue, parser: SqlParser | undefined): IndexKey | undefined {
  const column = literalText(value);
  if (column !== undefined) return { column };
  const { sql } = sqlExpression(value);
  if (sql === undefined) return undefined;
  const parsed = parser?.parse(`CREATE INDEX ON t (${sql})`);
  const statement = parsed?.ok ? as(parsed.statements[0]?.node, 'IndexStmt') : undefined;
  const [key, ...more] = statement?.indexParams ?? [];
  return key && more.length === 0 ? readIndexKey(key) : { expression: { sql } };
}

export const dropIndex: OperationBuilder = ({ args, operation }) => {
  const name = args.text('index_name');
  if (name === undefined)
    return [{ kind: 'unknown', reason: "the index's name is only known at run time" }];
  const table = operation.table;
  return [
    {
      kind: 'drop_index',
      index: { schema: operation.schema, name },
      ...(table === undefined ? {} : { table: { schema: operation.schema, name: table } }),
      concurrently: args.flag('postgresql_concurrently') ?? false,
      ...guard(args, 'ifExists'),
    },
  ];
};
