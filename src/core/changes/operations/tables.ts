import type { PythonValue } from '../../python/value.js';
import { lastPart } from '../arguments.js';
import type { Effect } from '../change.js';
import type { Constraint, EnumType, IndexDefinition } from '../objects.js';
import { type DeclaredColumn, readColumn } from '../sqlalchemy-columns.js';
import { readConstraint } from '../sqlalchemy-constraints.js';
import { isInteger } from './columns.js';
import { readIndex } from './indexes.js';
import {
  guard,
  type OperationBuilder,
  type OperationInput,
  unknownEffect,
} from './operation-builder.js';

export const createTable: OperationBuilder = (input) => {
  const { args, table } = input;
  const parts = args.rest.map((value) => readItem(value, input));
  const columns = parts.flatMap(({ column }) => column ?? []);
  const constraints = [
    ...keyOfColumns(columns),
    ...parts.flatMap(({ constraint }) => constraint ?? []),
    ...columns.flatMap((column) => column.constraints),
  ];
  const key = constraints.find(({ type }) => type === 'primary_key');
  const incomplete = parts.find(({ unread }) => unread !== undefined)?.unread;
  const partitionBy = args.text('postgresql_partition_by');
  const inherits = args.given('postgresql_inherits')
    ? 'columns come from a parent table'
    : undefined;
  const missing = incomplete ?? inherits ?? (args.open ? 'arguments are computed' : undefined);
  const indexes = [
    ...columns.flatMap((column) => column.index ?? []),
    ...parts.flatMap(({ index }) => index ?? []),
  ];
  return [
    ...createdEnums(columns),
    {
      kind: 'create_table',
      table,
      columns: columns.map((column) => inKey(column, key)),
      constraints,
      ...(missing === undefined ? {} : { incomplete: missing }),
      ...(partitionBy === undefined ? {} : { partitionBy }),
      ...guard(args, 'ifNotExists'),
    },
    ...indexes.map((index) => ({ kind: 'create_index', index, concurrently: false }) as const),
    ...comments(input, columns),
  ];
};

interface Item {
  readonly column?: DeclaredColumn;
  readonly constraint?: Constraint;
  readonly index?: IndexDefinition;
  readonly unread?: string;
}

function readItem(value: PythonValue, { table, sql }: OperationInput): Item {
  const column = readColumn(value, table);
  if (column) return { column };
  const constraint = readConstraint(value);
  if (constraint) return { constraint };
  if (value.kind === 'call' && lastPart(value.path) === 'Index')
    return { index: readIndex(value, table, sql) };
  return { unread: 'some of its columns or constraints are computed' };
}

function keyOfColumns(columns: readonly DeclaredColumn[]): Constraint[] {
  const names = columns.filter(({ primaryKey }) => primaryKey).map(({ column }) => column.name);
  return names.length === 0 ? [] : [{ type: 'primary_key', columns: names }];
}

/** Columns of the key are NOT NULL, and a lone integer one is a serial, as SQLAlchemy has it. */
function inKey(declared: DeclaredColumn, key: Constraint | undefined) {
  const { column, constraints, plainInteger } = declared;
  const names = key?.type === 'primary_key' ? (key.columns ?? []) : [];
  if (!names.includes(column.name)) return column;
  const lone = names.length === 1 && !constraints.some(({ type }) => type === 'foreign_key');
  const serial = lone && !plainInteger && isInteger(column.type.name);
  const type = serial ? { ...column.type, serial: true as const } : column.type;
  return { ...column, nullable: false, type };
}

function createdEnums(columns: readonly DeclaredColumn[]): Effect[] {
  const enums = columns.flatMap((column): EnumType[] =>
    column.enum?.created ? [column.enum] : [],
  );
  const first = enums.filter(
    (item, index) => enums.findIndex((other) => other.name.name === item.name.name) === index,
  );
  return first.map(({ name, labels }) => ({
    kind: 'create_enum',
    type: name,
    labels,
    implicit: true,
  }));
}

function comments({ args, table }: OperationInput, columns: readonly DeclaredColumn[]): Effect[] {
  const text = args.text('comment');
  const own =
    text === undefined ? [] : [{ kind: 'comment', on: 'table', object: table, text } as const];
  const ofColumns = columns.flatMap(({ column: { name, comment } }) =>
    comment === undefined
      ? []
      : [{ kind: 'comment', on: 'column', object: table, column: name, text: comment } as const],
  );
  return [...own, ...ofColumns];
}

export const dropTable: OperationBuilder = ({ args, table }) => [
  { kind: 'drop_table', table, ...guard(args, 'ifExists') },
];

export const renameTable: OperationBuilder = ({ args, table }) => {
  const to = args.text('new_table_name');
  return to === undefined
    ? [unknownEffect("the table's new name is only known at run time", 'rename_table')]
    : [{ kind: 'rename_table', table, to }];
};

export const tableComment: OperationBuilder = ({ args, table, operation }) => {
  const text = operation.name === 'drop_table_comment' ? undefined : args.text('comment');
  return [{ kind: 'comment', on: 'table', object: table, text }];
};
