import type { Operation } from '../revisions/revision.js';
import type { SqlParser } from '../sql/sql-parser.js';
import { Arguments } from './arguments.js';
import type { Effect } from './change.js';
import { addColumn, alterColumn, dropColumn } from './operations/columns.js';
import * as constraints from './operations/constraints.js';
import { bulkInsert } from './operations/data.js';
import { createIndex, dropIndex } from './operations/indexes.js';
import { type OperationBuilder, unknownEffect } from './operations/operation-builder.js';
import { ofReceiver } from './operations/receivers.js';
import { createTable, dropTable, renameTable, tableComment } from './operations/tables.js';

interface Directive {
  /** Alembic's positional parameters; the batch form has them without `batchLacks`. */
  readonly parameters: readonly string[];
  /** False where the directive can do without knowing a table. */
  readonly needsTable: boolean;
  readonly build: OperationBuilder;
}

const on = (parameters: string, build: OperationBuilder, needsTable = true): Directive => ({
  parameters: parameters.split(' '),
  needsTable,
  build,
});

/** Alembic's directives that change the schema or its rows; `execute` is read as SQL. */
const directives: Readonly<Record<string, Directive>> = {
  add_column: on('table_name column', addColumn),
  alter_column: on('table_name column_name', alterColumn),
  bulk_insert: on('table rows', bulkInsert),
  create_check_constraint: on(
    'constraint_name table_name condition',
    constraints.createCheckConstraint,
  ),
  create_exclude_constraint: on('constraint_name table_name', constraints.createExcludeConstraint),
  create_foreign_key: on(
    'constraint_name source_table referent_table local_cols remote_cols',
    constraints.createForeignKey,
  ),
  create_index: on('index_name table_name columns', createIndex),
  create_primary_key: on('constraint_name table_name columns', constraints.createPrimaryKey),
  create_table: on('table_name', createTable),
  create_table_comment: on('table_name comment', tableComment),
  create_unique_constraint: on(
    'constraint_name table_name columns',
    constraints.createUniqueConstraint,
  ),
  drop_column: on('table_name column_name', dropColumn),
  drop_constraint: on('constraint_name table_name type_', constraints.dropConstraint),
  drop_index: on('index_name table_name', dropIndex, false),
  drop_table: on('table_name', dropTable),
  drop_table_comment: on('table_name', tableComment),
  rename_table: on('old_table_name new_table_name', renameTable),
};

/** Parameters that a batch operation gets from its `with` statement. */
const batchLacks: readonly string[] = ['table_name', 'source_table'];

/** What an Alembic operation other than `execute` does. Never throws. */
export function operationToEffects(
  operation: Operation,
  sql: SqlParser | undefined,
): readonly Effect[] {
  const directive = Object.hasOwn(directives, operation.name)
    ? directives[operation.name]
    : undefined;
  if (operation.receiver) return ofReceiver(operation, operation.receiver);
  if (!directive)
    return [
      { kind: 'unknown', reason: `op.${operation.name} is not one of Alembic's own operations` },
    ];
  if (operation.table === undefined && directive.needsTable)
    return [unknownEffect("the table's name is only known at run time", operation.name)];
  const parameters = operation.batch
    ? directive.parameters.filter((name) => !batchLacks.includes(name))
    : directive.parameters;
  const args = new Arguments(parameters, operation.args, operation.keywords);
  const table = { schema: operation.schema, name: operation.table ?? '' };
  return directive.build({ operation, args, table, sql });
}
