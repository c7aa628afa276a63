import { sqlExpression } from '../expressions.js';
import type { Constraint } from '../objects.js';
import { common, exclusionKeys, foreignKey } from '../sqlalchemy-constraints.js';
import { guard, type OperationBuilder } from './operation-builder.js';

/** Builds `ADD CONSTRAINT` from what the operation says. */
const adding =
  (read: (input: Parameters<OperationBuilder>[0]) => Constraint): OperationBuilder =>
  (input) => [{ kind: 'add_constraint', table: input.table, constraint: read(input) }];

export const createPrimaryKey = adding(({ args }) => ({
  type: 'primary_key',
  columns: args.texts('columns'),
  ...common(args),
}));

export const createUniqueConstraint = adding(({ args }) => ({
  type: 'unique',
  columns: args.texts('columns'),
  ...common(args),
}));

export const createCheckConstraint = adding(({ args }) => ({
  type: 'check',
  expression: sqlExpression(args.value('condition')),
  ...common(args),
}));

export const createExcludeConstraint = adding(({ args }) => ({
  type: 'exclude',
  method: args.text('using') ?? 'gist',
  ...exclusionKeys(args.rest),
  ...(args.given('where') ? { predicate: sqlExpression(args.value('where')) } : {}),
  ...common(args),
}));

export const createForeignKey = adding(({ args }) => {
  const name = args.text('referent_table');
  const schema = args.text('referent_schema');
  return {
    ...foreignKey(
      args,
      args.texts('local_cols'),
      name === undefined ? undefined : { schema, name },
    ),
    referencedColumns: args.texts('remote_cols'),
  };
});

const types: Readonly<Record<string, Constraint['type']>> = {
  foreignkey: 'foreign_key',
  primary: 'primary_key',
  unique: 'unique',
  check: 'check',
};

export const dropConstraint: OperationBuilder = ({ args, table }) => {
  const type = types[args.text('type_') ?? ''];
  return [
    {
      kind: 'drop_constraint',
      table,
      name: args.text('constraint_name'),
      ...(type ? { type } : {}),
      ...guard(args, 'ifExists'),
    },
  ];
};
