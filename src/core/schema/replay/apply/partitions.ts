import type { KnownTable } from '../../../changes/known-schema.js';
import { sameName } from '../../../changes/known-schema.js';
import type { ObjectName } from '../../../changes/objects.js';
import type { Draft } from '../draft.js';
import { nameClone } from '../naming.js';
import type { Handlers } from './handler.js';

export const partitions: Handlers = {
  attach_partition(draft, { table, partition }) {
    draft.update(partition, (known) => ({
      ...known,
      partitionOf: table,
      incomplete:
        known.incomplete ?? draft.doubt('ATTACH PARTITION builds the indexes that are missing'),
    }));
  },
  detach_partition(draft, { partition }) {
    draft.update(partition, (known) => ({ ...known, partitionOf: undefined }));
  },
};

/** A new partition begins with its parent's columns, constraints and indexes. */
export function asPartition(draft: Draft, table: KnownTable, parent: ObjectName): KnownTable {
  const known = draft.table(parent);
  if (!known)
    return { ...table, incomplete: draft.doubt('columns come from the partitioned table') };
  const fresh = { origin: draft.change, at: draft.at };
  const indexes = known.indexes.map((index) => ({
    ...index,
    ...fresh,
    partOf: index.origin,
    name: nameClone(draft, table.name, index.definition, index.constraint),
    definition: { ...index.definition, table: table.name },
  }));
  // Keys are called as their indexes are; other constraints keep the parent's name.
  const constraints = known.constraints.map((constraint) => {
    const position = known.indexes.findIndex(
      ({ name, constraint: type }) => type !== undefined && name === constraint.name,
    );
    return { ...constraint, ...fresh, name: indexes[position]?.name ?? constraint.name };
  });
  return {
    ...table,
    incomplete: known.incomplete,
    columns: known.columns.map((column) => ({ ...column, ...fresh })),
    constraints,
    indexes,
  };
}

/** The table and, below it, all its partitions: what an ALTER TABLE of the parent reaches. */
export function family(draft: Draft, name: ObjectName): ObjectName[] {
  const own = [name];
  if (!draft.state.partitioned) return own;
  for (const table of draft.state.tables.values())
    if (table.partitionOf && sameName(table.partitionOf, name))
      own.push(...family(draft, table.name));
  return own;
}
