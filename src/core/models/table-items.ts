import { Arguments, itemsOf, lastPart, literalText } from '../changes/arguments.js';
import { sqlExpression } from '../changes/expressions.js';
import type { Constraint, IndexDefinition, IndexKey, ObjectName } from '../changes/objects.js';
import { readConstraint } from '../changes/sqlalchemy-constraints.js';
import type { PythonValue } from '../python/value.js';

/** What `__table_args__`, or the arguments of `Table(…)` after its columns, say. */
export interface TableItems {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly IndexDefinition[];
  readonly schema: string | undefined;
  /** Why there may be more. */
  readonly incomplete: readonly string[];
}

/** Reads `__table_args__`: a tuple of items with a dictionary of options at its end, or only that. */
export function readTableArgs(value: PythonValue | undefined, table: ObjectName): TableItems {
  const items = itemsOf(value) ?? (value ? [value] : []);
  const options = items.flatMap((item) => (item.kind === 'dict' ? item.entries : []));
  const schema = options.find(({ key }) => literalText(key) === 'schema')?.value;
  return {
    ...readTableItems(
      items.filter(({ kind }) => kind !== 'dict'),
      table,
    ),
    schema: literalText(schema),
  };
}

export function readTableItems(
  items: readonly PythonValue[],
  table: ObjectName,
): Omit<TableItems, 'schema'> {
  const constraints: Constraint[] = [];
  const indexes: IndexDefinition[] = [];
  const incomplete: string[] = [];
  for (const item of items) {
    const index = readIndex(item, table);
    const constraint = index ? undefined : readConstraint(item);
    if (index) indexes.push(index);
    else if (constraint) constraints.push(constraint);
    else incomplete.push('an argument of the table is only known at run time');
  }
  return { constraints, indexes, incomplete };
}

/** `Index("name", "a", text("lower(b)"), unique=True, postgresql_where=…)`. */
export function readIndex(value: PythonValue, table: ObjectName): IndexDefinition | undefined {
  if (value.kind !== 'call' || lastPart(value.path) !== 'Index') return undefined;
  const bound = new Arguments(['name'], value.args, value.keywords);
  const where = bound.given('postgresql_where');
  return {
    name: bound.text('name'),
    table,
    keys: bound.rest.map(keyOf),
    unique: bound.flag('unique') ?? false,
    method: bound.given('postgresql_using') ? bound.text('postgresql_using') : 'btree',
    ...(where ? { predicate: sqlExpression(where) } : {}),
  };
}

function keyOf(value: PythonValue): IndexKey {
  const text = literalText(value);
  if (text !== undefined) return { column: text };
  if (value.kind === 'name') return { column: lastPart(value.path) };
  return { expression: sqlExpression(value) };
}
