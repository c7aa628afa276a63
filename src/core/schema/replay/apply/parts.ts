import type { KnownColumn, KnownConstraint, KnownTable } from '../../../changes/known-schema.js';
import type {
  ColumnDefinition,
  ColumnType,
  Constraint,
  IndexDefinition,
} from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import { columnsIn } from '../identifiers.js';
import { columnsOf, nameConstraint, nameNotNull, nameSequence } from '../naming.js';

/** Adds a column to a table that is in the making, with the sequence and NOT NULL it brings. */
export function withColumn(draft: Draft, table: KnownTable, definition: ColumnDefinition) {
  const name = clipName(definition.name);
  const owned = definition.type.serial === true || definition.identity !== undefined;
  const sequence = owned ? nameSequence(draft, table.name, name) : undefined;
  const others = table.columns.map(({ notNull }) => notNull?.name);
  const notNull =
    definition.nullable === false
      ? { name: nameNotNull(draft, table.name, name, others), valid: true }
      : undefined;
  const column: KnownColumn = {
    name,
    type: withoutSerial(definition.type),
    nullable: definition.nullable,
    default:
      definition.default ??
      (definition.type.serial && sequence !== undefined
        ? { sql: `nextval('${sequence}'::regclass)` }
        : undefined),
    identity: definition.identity,
    generated: definition.generated,
    collation: definition.collation,
    comment: definition.comment,
    sequence,
    notNull,
    origin: draft.change,
    at: draft.at,
  };
  if (sequence !== undefined)
    draft.putObject({
      type: 'sequence',
      name: { schema: table.name.schema, name: sequence },
      ownedBy: { table: table.name, column: name },
      origin: draft.change,
      at: draft.at,
    });
  return { ...table, columns: [...table.columns, column] };
}

/** A serial is an integer column with a sequence: what it is once it is there. */
function withoutSerial({ name, reason, enum: type }: ColumnType): ColumnType {
  return {
    name,
    ...(reason === undefined ? {} : { reason }),
    ...(type ? { enum: type } : {}),
  };
}

/** Adds a constraint with its name, and the index and NOT NULL that it brings. */
export function withConstraint(draft: Draft, table: KnownTable, definition: Constraint) {
  if (definition.type === 'not_null') return withNotNull(draft, table, definition);
  const used = 'usingIndex' in definition ? definition.usingIndex : undefined;
  const index = table.indexes.find(({ name }) => name !== undefined && name === used);
  const others = table.constraints.map(({ name }) => name);
  const name =
    used !== undefined && definition.name === undefined
      ? used
      : nameConstraint(draft, table, definition, others);
  const keys = index?.definition.keys?.flatMap(({ column }) => column ?? []);
  const columns = used === undefined ? columnsOf(definition, table) : keys;
  const constraint: KnownConstraint = {
    name,
    definition: completed(draft, definition, columns),
    columns: columns ?? exclusionColumns(table, definition),
    valid: definition.notValid !== true && definition.notEnforced !== true,
    enforced: definition.notEnforced !== true,
    origin: draft.change,
    at: draft.at,
  };
  const constraints = [...table.constraints, constraint];
  const kept = index ? table.indexes.filter((other) => other !== index) : table.indexes;
  const backing = indexBehind(table, definition, columns, index?.definition);
  const indexes = backing
    ? [
        ...kept,
        {
          name,
          definition: { ...backing, name },
          constraint: definition.type as 'unique',
          origin: draft.change,
          at: draft.at,
        },
      ]
    : kept;
  const added: KnownTable = { ...table, constraints, indexes };
  return definition.type === 'primary_key' && columns
    ? columns.reduce((result, column) => withoutNulls(draft, result, column), added)
    : added;
}

/** A foreign key to a table's primary key names its columns as PostgreSQL stores them. */
function completed(
  draft: Draft,
  definition: Constraint,
  columns: readonly string[] | undefined,
): Constraint {
  if (definition.type === 'primary_key' || definition.type === 'unique')
    return { ...definition, columns };
  if (definition.type !== 'foreign_key' || definition.referencedColumns || !definition.references)
    return definition;
  const target = draft.table(definition.references);
  const key = target?.constraints.find((item) => item.definition.type === 'primary_key');
  return { ...definition, referencedColumns: key?.columns };
}

/** The columns of its keys and of its WHERE; undefined where they are not known. */
function exclusionColumns(
  table: KnownTable,
  definition: Constraint,
): readonly string[] | undefined {
  if (definition.type !== 'exclude' || !definition.keys) return undefined;
  const { keys, predicate } = definition;
  const expressions = [...keys.map(({ expression }) => expression), predicate];
  const named = expressions.map((item) => (item ? columnsIn(item, table.columns) : []));
  if (named.includes(undefined)) return undefined;
  return [
    ...new Set([
      ...keys.flatMap(({ column }) => column ?? []),
      ...named.flatMap((own) => own ?? []),
    ]),
  ];
}

function indexBehind(
  table: KnownTable,
  definition: Constraint,
  columns: readonly string[] | undefined,
  used: IndexDefinition | undefined,
): IndexDefinition | undefined {
  if (used) return { ...used, unique: true };
  const common = { name: undefined, table: table.name };
  if (definition.type === 'exclude')
    return {
      ...common,
      keys: definition.keys,
      unique: false,
      method: definition.method ?? 'gist',
      ...(definition.predicate ? { predicate: definition.predicate } : {}),
    };
  if (definition.type !== 'primary_key' && definition.type !== 'unique') return undefined;
  return {
    ...common,
    keys: columns?.map((column) => ({ column })),
    unique: true,
    method: 'btree',
    ...(definition.include ? { include: definition.include } : {}),
    ...(definition.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
  };
}

function withNotNull(
  draft: Draft,
  table: KnownTable,
  definition: Constraint & { readonly type: 'not_null' },
): KnownTable {
  return definition.columns.reduce((result, column) => {
    const name = definition.name ?? nameNotNull(draft, table.name, column);
    const valid = definition.notValid !== true;
    return mapColumn(result, column, (known) => ({
      ...known,
      nullable: false,
      notNull: { name, valid },
    }));
  }, table);
}

/** The column is NOT NULL from now on. */
export function withoutNulls(draft: Draft, table: KnownTable, column: string): KnownTable {
  const others = table.columns.map(({ notNull }) => notNull?.name);
  return mapColumn(table, column, (known) => {
    if (known.nullable === false && known.notNull)
      return known.notNull.valid
        ? known
        : { ...known, notNull: { ...known.notNull, valid: true }, at: draft.at };
    const name = nameNotNull(draft, table.name, column, others);
    return { ...known, nullable: false, notNull: { name, valid: true } };
  });
}

/** The table with one column changed; the same table where it has no such column. */
export function mapColumn(
  table: KnownTable,
  name: string,
  change: (column: KnownColumn) => KnownColumn,
): KnownTable {
  const clipped = clipName(name);
  if (!table.columns.some((column) => column.name === clipped)) return table;
  const columns = table.columns.map((column) =>
    column.name === clipped ? change(column) : column,
  );
  return { ...table, columns };
}
