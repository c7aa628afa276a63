import type { Constraint, IndexDefinition, ObjectName } from '../../changes/objects.js';
import type { Carriers } from './carrier.js';
import { altered, gone, moved, sameName } from './facts.js';

/** What becomes of expectations when constraints and indexes come, go or change their name. */
export const carriedByNames: Carriers = {
  add_constraint(fact, { table, constraint }) {
    if (fact.kind === 'dropped constraint' && sameName(fact.table, table))
      return fact.name === constraint.name ? gone : undefined;
    const keyed =
      constraint.type === 'primary_key' && fact.kind === 'column' && sameName(fact.table, table);
    return keyed && constraint.columns?.includes(fact.column) && fact.nullable === true
      ? altered({ ...fact, nullable: false })
      : undefined;
  },

  drop_constraint(fact, { table, name, type }) {
    if (fact.kind !== 'constraint' || !sameName(fact.table, table)) return undefined;
    const { constraint } = fact;
    if (type !== undefined && type !== constraint.type) return undefined;
    return name === undefined || mayBeNamed(constraint, name) ? gone : undefined;
  },

  rename_constraint(fact, { table, name, to }) {
    if (fact.kind !== 'constraint' || !sameName(fact.table, table)) return undefined;
    return fact.constraint.name === name
      ? moved({ ...fact, constraint: { ...fact.constraint, name: to } })
      : undefined;
  },

  validate_constraint(fact, { table, name }) {
    if (fact.kind !== 'constraint' || !sameName(fact.table, table)) return undefined;
    return fact.constraint.notValid && fact.constraint.name === name
      ? altered({ ...fact, constraint: { ...fact.constraint, notValid: false } })
      : undefined;
  },

  create_index: (fact, { index }) =>
    fact.kind === 'dropped index' && fact.index.name === index.name ? gone : undefined,

  drop_index: (fact, { index }) =>
    fact.kind === 'index' && isIndex(fact.index, index) ? gone : undefined,

  rename_index: (fact, { index, to }) =>
    fact.kind === 'index' && isIndex(fact.index, index)
      ? moved({ ...fact, index: { ...fact.index, name: to } })
      : undefined,
};

/** A constraint without a name got one by a convention: such names end with its columns or kind. */
function mayBeNamed(constraint: Constraint, name: string): boolean {
  if (constraint.name !== undefined) return constraint.name === name;
  const columns = 'columns' in constraint ? (constraint.columns ?? []) : [];
  return columns.every((column) => name.includes(column));
}

function isIndex({ name, table, keys = [] }: IndexDefinition, dropped: ObjectName): boolean {
  if (name !== undefined)
    return sameName(
      { schema: table.schema, name },
      { schema: table.schema, ...withSchema(dropped) },
    );
  const columns = keys.flatMap(({ column }) => column ?? []).join('_');
  return dropped.name.includes(table.name) && dropped.name.endsWith(columns);
}

const withSchema = ({ schema, name }: ObjectName) =>
  schema === undefined ? { name } : { schema, name };
