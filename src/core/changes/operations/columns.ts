import { lastPart } from '../arguments.js';
import type { Effect } from '../change.js';
import { defaultOf, identityOf, readColumn } from '../sqlalchemy-columns.js';
import { readSqlAlchemyType } from '../sqlalchemy-types.js';
import {
  guard,
  type OperationBuilder,
  type OperationInput,
  unknownEffect,
} from './operation-builder.js';

export const addColumn: OperationBuilder = ({ args, table }) => {
  const declared = readColumn(args.value('column'), table);
  if (!declared)
    return [unknownEffect('the column is not written as sa.Column("name", …)', 'add_column')];
  const inline = args.flag('inline_references') === true;
  const inlineKey = args.flag('inline_primary_key') === true;
  // Alembic renders a primary key column as serial, and without PRIMARY KEY.
  const serial =
    declared.primaryKey && !declared.plainInteger && isInteger(declared.column.type.name);
  const column = serial
    ? { ...declared.column, type: { ...declared.column.type, serial: true as const } }
    : declared.column;
  return [
    { kind: 'add_column', table, column, ...guard(args, 'ifNotExists') },
    ...(declared.primaryKey && inlineKey
      ? [constraint({ type: 'primary_key', columns: [column.name] } as const, true)]
      : []),
    ...declared.constraints.map((item) =>
      constraint(item, item.type === 'check' || (inline && item.type === 'foreign_key')),
    ),
    ...(declared.index
      ? [{ kind: 'create_index', index: declared.index, concurrently: false } as const]
      : []),
    ...commentOn(declared.column.comment),
  ];

  function constraint(item: (Effect & { kind: 'add_constraint' })['constraint'], written: boolean) {
    return {
      kind: 'add_constraint',
      table,
      constraint: item,
      ...(written ? { inline: true as const } : {}),
    } as const;
  }

  function commentOn(text: string | undefined): Effect[] {
    return text === undefined
      ? []
      : [{ kind: 'comment', on: 'column', object: table, column: column.name, text }];
  }
};

/** Whether SQLAlchemy makes a primary key of this type a serial. */
export function isInteger(type: string | undefined): boolean {
  return type === 'integer' || type === 'bigint' || type === 'smallint';
}

export const dropColumn: OperationBuilder = ({ args, table }) => {
  const column =
    args.text('column_name') ?? readColumn(args.value('column_name'), table)?.column.name;
  return column === undefined
    ? [unknownEffect("the column's name is only known at run time", 'drop_column')]
    : [{ kind: 'drop_column', table, column, ...guard(args, 'ifExists') }];
};

/** One ALTER per facet, in the order of Alembic's PostgreSQL dialect: the rename comes last. */
export const alterColumn: OperationBuilder = (input) => {
  const column = input.args.text('column_name');
  if (column === undefined)
    return [unknownEffect("the column's name is only known at run time", 'alter_column')];
  return facets.flatMap((facet) => facet(input, column));
};

type Facet = (input: OperationInput, column: string) => readonly Effect[];

const facets: readonly Facet[] = [
  ({ args, table }, column) => {
    const value = args.given('type_');
    if (!value) return [];
    const using = args.given('postgresql_using');
    const sql = args.text('postgresql_using');
    const type = readSqlAlchemyType(value);
    const stated = args.given('existing_type');
    const existing = stated && readSqlAlchemyType(stated);
    return [
      {
        kind: 'set_column_type',
        table,
        column,
        type,
        ...(using ? { using: { sql } } : {}),
        ...(existing ? { existing } : {}),
      },
    ];
  },
  ({ args, table }, column) => {
    const value = args.given('nullable');
    if (!value) return [];
    return value.kind === 'boolean'
      ? [{ kind: 'set_column_nullable', table, column, nullable: value.value }]
      : [unknownEffect(`whether ${column} may be NULL is only known at run time`, 'alter_column')];
  },
  ({ args, table }, column) => {
    const value = args.value('server_default');
    // `server_default=False` is Alembic's "no change".
    if (!value || value.kind === 'boolean') return [];
    if (value.kind === 'none') return [dropDefault(args.given('existing_server_default'))];
    const identity = identityOf(value);
    if (identity) return [{ kind: 'set_column_identity', table, column, identity }];
    return [{ kind: 'set_column_default', table, column, default: defaultOf(value) }];

    function dropDefault(existing: ReturnType<typeof args.given>): Effect {
      return existing?.kind === 'call' && lastPart(existing.path) === 'Identity'
        ? { kind: 'set_column_identity', table, column }
        : { kind: 'set_column_default', table, column };
    }
  },
  ({ args, table }, column) => {
    const value = args.value('comment');
    if (!value || value.kind === 'boolean') return [];
    const text = args.text('comment');
    return [{ kind: 'comment', on: 'column', object: table, column, text }];
  },
  ({ args, table }, column) => {
    if (!args.given('new_column_name')) return [];
    const to = args.text('new_column_name');
    return to === undefined
      ? [unknownEffect(`the new name of ${column} is only known at run time`, 'alter_column')]
      : [{ kind: 'rename_column', table, column, to }];
  },
];
