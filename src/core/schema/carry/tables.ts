import type { ObjectName } from '../../changes/objects.js';
import type { Carriers } from './carrier.js';
import type { Expectation } from '../expectation.js';
import { gone, moved, sameName, tableOf } from './facts.js';

/** What becomes of expectations when tables come, go or change their name. */
export const carriedByTables: Carriers = {
  create_table: (fact, { table }) =>
    fact.kind === 'table' && !fact.present && sameName(fact.table, table) ? gone : undefined,

  drop_table(fact, { table }) {
    const refers = fact.kind === 'constraint' && fact.constraint.type === 'foreign_key';
    if (refers && sameName(fact.constraint.references, table)) return gone;
    if (fact.kind === 'partition' && sameName(fact.partition, table)) return gone;
    return sameName(tableOf(fact), table) ? gone : undefined;
  },

  rename_table(fact, { table, to }) {
    if (fact.kind === 'table' && !fact.present && fact.table.name === to) return gone;
    return renamed(fact, table, { ...table, name: to });
  },

  set_table_schema: (fact, { table, to }) => renamed(fact, table, { ...table, schema: to }),

  attach_partition: (fact, { partition }) =>
    fact.kind === 'partition' && sameName(fact.partition, partition) ? gone : undefined,

  detach_partition: (fact, { partition }) =>
    fact.kind === 'partition' && sameName(fact.partition, partition) ? gone : undefined,

  drop_object(fact, { object }) {
    if (object.type === 'schema')
      return tableOf(fact)?.schema === object.name.name ? gone : undefined;
    if (fact.kind !== 'object' || fact.object.type !== object.type) return undefined;
    return sameName(fact.object.name, object.name) ? gone : undefined;
  },

  create_object(fact, { object }) {
    if (fact.kind !== 'object' || fact.present || fact.object.type !== object.type)
      return undefined;
    return sameName(fact.object.name, object.name) ? gone : undefined;
  },

  rename_object(fact, { object, to }) {
    if (fact.kind !== 'object' || fact.object.type !== object.type) return undefined;
    if (!sameName(fact.object.name, object.name)) return undefined;
    return moved({
      ...fact,
      object: { ...fact.object, name: { ...fact.object.name, name: to } },
    });
  },
};

function renamed(fact: Expectation, from: ObjectName, to: ObjectName) {
  const put = (name: ObjectName) => (sameName(name, from) ? to : name);
  switch (fact.kind) {
    case 'constraint': {
      const { constraint } = fact;
      const references =
        constraint.type === 'foreign_key' && constraint.references
          ? { ...constraint, references: put(constraint.references) }
          : constraint;
      const refers = constraint.type === 'foreign_key' && sameName(constraint.references, from);
      if (!refers && !sameName(fact.table, from)) return undefined;
      return moved({ ...fact, table: put(fact.table), constraint: references });
    }
    case 'partition':
      if (!sameName(fact.table, from) && !sameName(fact.partition, from)) return undefined;
      return moved({ ...fact, table: put(fact.table), partition: put(fact.partition) });
    case 'index':
      return sameName(fact.index.table, from)
        ? moved({ ...fact, index: { ...fact.index, table: to } })
        : undefined;
    case 'object':
      return sameName(fact.object.table, from)
        ? moved({ ...fact, object: { ...fact.object, table: to } })
        : undefined;
    case 'table':
    case 'column':
    case 'dropped constraint':
    case 'comment':
    case 'rows':
      return sameName(fact.table, from) ? moved({ ...fact, table: to }) : undefined;
    default:
      return undefined;
  }
}
