/** Where a directive of Alembic has its table and column among its positional parameters. */
interface Directive {
  /** Names of the table parameter: today's, then older ones. */
  readonly table?: readonly string[];
  readonly tableAt?: number;
  readonly schema?: string;
  /** A column's name, or a `sa.Column(...)`. */
  readonly column?: readonly string[];
  /** Its position outside a batch; one less in a batch, where the table is not given. */
  readonly columnAt?: number;
}

const tableFirst: Directive = { table: ['table_name', 'name'], tableAt: 0 };
const tableSecond: Directive = { table: ['table_name', 'source', 'tablename'], tableAt: 1 };
const columnSecond: Directive = {
  table: ['table_name'],
  tableAt: 0,
  column: ['column_name', 'column', 'name'],
  columnAt: 1,
};

/** Alembic's own directives (alembic/op.pyi, 1.20) that stand for something in the database. */
export const directives: ReadonlyMap<string, Directive> = new Map([
  ['add_column', columnSecond],
  ['alter_column', columnSecond],
  ['drop_column', columnSecond],
  ['bulk_insert', { table: ['table'], tableAt: 0 }],
  ['create_check_constraint', tableSecond],
  ['create_exclude_constraint', tableSecond],
  [
    'create_foreign_key',
    { table: ['source_table', 'source'], tableAt: 1, schema: 'source_schema' },
  ],
  ['create_index', tableSecond],
  ['create_primary_key', tableSecond],
  ['create_table', tableFirst],
  ['create_table_comment', tableFirst],
  ['create_unique_constraint', tableSecond],
  ['drop_constraint', tableSecond],
  ['drop_index', tableSecond],
  ['drop_table', tableFirst],
  ['drop_table_comment', tableFirst],
  ['execute', {}],
  ['rename_table', { table: ['old_table_name'], tableAt: 0 }],
]);

/** What can be called on `op` without anything happening in the database. */
export const quietDirectives: ReadonlySet<string> = new Set([
  'batch_alter_table',
  'f',
  'get_bind',
  'get_context',
  'implementation_for',
  'inline_literal',
  'register_operation',
]);

/** Methods of connections, sessions and cursors that send SQL. */
export const sendingMethods: ReadonlySet<string> = new Set([
  'exec_driver_sql',
  'execute',
  'executemany',
  'scalar',
  'scalars',
]);

/** Methods of sessions that write rows without SQL in the file. */
export const rowMethods: ReadonlySet<string> = new Set([
  'add',
  'add_all',
  'bulk_insert_mappings',
  'bulk_save_objects',
  'bulk_update_mappings',
  'delete',
  'merge',
]);

/** Methods of tables, types and metadata that create or drop through a connection. */
export const schemaMethods: ReadonlySet<string> = new Set([
  'create',
  'create_all',
  'drop',
  'drop_all',
]);
