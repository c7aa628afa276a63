import type { AlterTableCmd, AlterTableType } from '@pgsql/types';
import { as } from '../../sql/nodes.js';
import type { Effect } from '../change.js';
import type { ObjectName } from '../objects.js';
import { columnType, readColumnDef } from './columns.js';
import { readConstraintNode } from './constraints.js';
import { expressionOf, known, relationName } from './names.js';
import { cascade, ifExists, ifNotExists, type StatementBuilders } from './statement-builder.js';

type CommandBuilder = (
  command: AlterTableCmd,
  table: ObjectName,
  text: string,
) => readonly (Effect | undefined)[];

/** One clause of ALTER TABLE, by the parser's name for it. Others alter what no verdict needs. */
const commands: Partial<Record<AlterTableType, CommandBuilder>> = {
  AT_AddColumn(command, table, text) {
    const def = as(command.def, 'ColumnDef');
    if (!def) return [];
    const { column, constraints } = readColumnDef(def, text);
    return [
      { kind: 'add_column', table, column, ...ifNotExists(command.missing_ok) },
      ...constraints.map(
        (constraint) => ({ kind: 'add_constraint', table, constraint, inline: true }) as const,
      ),
    ];
  },
  AT_DropColumn: (command, table) => [
    {
      kind: 'drop_column',
      table,
      column: known(command.name),
      ...ifExists(command.missing_ok),
      ...cascade(command.behavior),
    },
  ],
  AT_AlterColumnType(command, table) {
    const def = as(command.def, 'ColumnDef');
    const using = def?.raw_default ? { using: expressionOf(def.raw_default) } : {};
    const type = columnType(def?.typeName);
    return [{ kind: 'set_column_type', table, column: known(command.name), type, ...using }];
  },
  AT_ColumnDefault: (command, table) => [
    {
      kind: 'set_column_default',
      table,
      column: known(command.name),
      ...(command.def ? { default: expressionOf(command.def) } : {}),
    },
  ],
  AT_SetNotNull: ({ name }, table) => [
    { kind: 'set_column_nullable', table, column: known(name), nullable: false },
  ],
  AT_DropNotNull: ({ name }, table) => [
    { kind: 'set_column_nullable', table, column: known(name), nullable: true },
  ],
  AT_AddIdentity({ name, def }, table) {
    const always = as(def, 'Constraint')?.generated_when === 'a';
    const identity = always ? 'always' : 'by default';
    return [{ kind: 'set_column_identity', table, column: known(name), identity }];
  },
  AT_DropIdentity: ({ name }, table) => [
    { kind: 'set_column_identity', table, column: known(name) },
  ],
  AT_SetExpression: ({ name, def }, table) => [
    {
      kind: 'set_column_generated',
      table,
      column: known(name),
      generated: { expression: expressionOf(def), stored: true },
    },
  ],
  AT_DropExpression: ({ name }, table) => [
    { kind: 'set_column_generated', table, column: known(name) },
  ],
  AT_AddConstraint({ def }, table, text) {
    const node = as(def, 'Constraint');
    const constraint = node && readConstraintNode(node, undefined, text);
    return [constraint && { kind: 'add_constraint', table, constraint }];
  },
  AT_DropConstraint: (command, table) => [
    {
      kind: 'drop_constraint',
      table,
      name: known(command.name),
      ...ifExists(command.missing_ok),
      ...cascade(command.behavior),
    },
  ],
  AT_ValidateConstraint: ({ name }, table) => [
    { kind: 'validate_constraint', table, name: known(name) },
  ],
  AT_AttachPartition: ({ def }, table) => [
    {
      kind: 'attach_partition',
      table,
      partition: relationName(as(def, 'PartitionCmd')?.name),
    },
  ],
  AT_DetachPartition({ def }, table) {
    const partition = as(def, 'PartitionCmd');
    const concurrently = partition?.concurrent ? { concurrently: true } : {};
    return [
      {
        kind: 'detach_partition',
        table,
        partition: relationName(partition?.name),
        ...concurrently,
      },
    ];
  },
};

export const alterTable: StatementBuilders = {
  AlterTableStmt({ relation, cmds, objtype }, text) {
    const table = relationName(relation);
    return (cmds ?? []).flatMap((node) => {
      const command = as(node, 'AlterTableCmd');
      const subtype = command?.subtype;
      if (!command || subtype === undefined) return [];
      const builder = objtype === 'OBJECT_INDEX' ? undefined : commands[subtype];
      const effects = builder?.(command, table, text).filter((effect) => effect !== undefined);
      return effects?.length
        ? effects
        : [{ kind: 'alter_table', table, statement: subtype } as const];
    });
  },
};
