import type { KnownConstraint, KnownTable } from '../../../changes/known-schema.js';
import { sameName } from '../../../changes/known-schema.js';
import type { Constraint, ObjectName } from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import type { Handlers } from './handler.js';
import { withColumn, withConstraint } from './parts.js';
import { asPartition } from './partitions.js';
import { doubtReaders, renameReads } from './reads.js';

export const tables: Handlers = {
  create_table(draft, change) {
    const known = draft.table(change.table);
    if (known && change.ifNotExists) {
      // Which definition counts depends on whether it was there.
      const doubt = known.doubt ?? known.incomplete;
      if (doubt) draft.putTable({ ...known, incomplete: doubt });
      return;
    }
    const name = { schema: change.table.schema, name: clipName(change.table.name) };
    const incomplete =
      change.incomplete !== undefined && !change.partitionOf
        ? draft.doubt(change.incomplete)
        : undefined;
    const empty: KnownTable = {
      name,
      kind: 'table',
      columns: [],
      constraints: [],
      indexes: [],
      incomplete,
      partitionBy: change.partitionBy,
      partitionOf: change.partitionOf,
      origin: draft.change,
      at: draft.at,
    };
    const start = change.partitionOf ? asPartition(draft, empty, change.partitionOf) : empty;
    const columns = change.columns.filter(
      ({ name: column }) => !start.columns.some((other) => other.name === column),
    );
    const filled = columns.reduce((table, column) => withColumn(draft, table, column), start);
    const constraints = inServerOrder(change.constraints);
    draft.putTable(
      constraints.reduce((table, constraint) => withConstraint(draft, table, constraint), filled),
    );
  },

  drop_table(draft, { table, cascade }) {
    const known = draft.table(table);
    for (const partition of allTables(draft))
      if (partition.partitionOf && sameName(partition.partitionOf, table)) remove(partition.name);
    remove(table);
    if (cascade) {
      dropReferences(draft, known?.name ?? table);
      doubtReaders(draft, known?.name ?? table);
    }

    function remove(name: ObjectName) {
      draft.removeTable(name);
      for (const object of draft.state.objects.values())
        if (
          (object.table && sameName(object.table, name)) ||
          (object.ownedBy && sameName(object.ownedBy.table, name))
        )
          draft.removeObject(object.type, object.name, object.table);
    }
  },

  rename_table(draft, { table, to }) {
    moveTable(draft, table, { schema: table.schema, name: clipName(to) });
  },

  set_table_schema(draft, { table, to }) {
    moveTable(draft, table, { schema: to, name: table.name });
  },
};

/** CHECK, then the primary key, the other keys, then foreign keys; equal keys become one. */
function inServerOrder(constraints: readonly Constraint[]): Constraint[] {
  const rank = ({ type }: Constraint) =>
    ['not_null', 'check', 'primary_key', 'unique', 'exclude', 'foreign_key'].indexOf(type);
  const sorted = [...constraints].sort((left, right) => rank(left) - rank(right));
  const kept: Constraint[] = [];
  for (const constraint of sorted) {
    const same = kept.findIndex((other) => isSameKey(other, constraint));
    const twin = kept[same];
    if (!twin) kept.push(constraint);
    else if (twin.name === undefined) kept[same] = { ...twin, name: constraint.name };
  }
  return kept;
}

function isSameKey(left: Constraint, right: Constraint): boolean {
  if (right.type !== 'unique' || (left.type !== 'primary_key' && left.type !== 'unique'))
    return false;
  if (left.name !== undefined && right.name !== undefined && left.name !== right.name) return false;
  return left.columns !== undefined && left.columns.join('\0') === right.columns?.join('\0');
}

export function allTables(draft: Draft): KnownTable[] {
  return [...draft.state.tables.values()];
}

/** Foreign keys that refer to a table go with it, or with the key of these columns. */
export function dropReferences(
  draft: Draft,
  target: ObjectName,
  columns?: readonly string[],
): void {
  mapReferences(draft, target, (constraint) => {
    const { definition } = constraint;
    const referred = definition.type === 'foreign_key' ? definition.referencedColumns : undefined;
    const hit = !columns || !referred || [...referred].sort().join() === [...columns].sort().join();
    return hit ? undefined : constraint;
  });
}

/** Changes (or, by undefined, removes) every foreign key that refers to a table. */
export function mapReferences(
  draft: Draft,
  target: ObjectName,
  change: (constraint: KnownConstraint) => KnownConstraint | undefined,
): void {
  for (const table of allTables(draft)) {
    const refers = ({ definition }: KnownConstraint) =>
      definition.type === 'foreign_key' &&
      definition.references !== undefined &&
      sameName(definition.references, target);
    if (!table.constraints.some(refers)) continue;
    const constraints = table.constraints.flatMap((item) =>
      refers(item) ? (change(item) ?? []) : item,
    );
    draft.putTable({ ...table, constraints });
  }
}

/** The table under another name: what refers to it follows. */
function moveTable(draft: Draft, from: ObjectName, to: ObjectName): void {
  const known = draft.tableOrPartial(from);
  const indexes = known.indexes.map((index) => ({
    ...index,
    definition: { ...index.definition, table: to },
  }));
  draft.removeTable(from);
  draft.putTable({ ...known, name: to, indexes, at: draft.at });
  mapReferences(draft, from, (constraint) =>
    constraint.definition.type === 'foreign_key'
      ? { ...constraint, definition: { ...constraint.definition, references: to } }
      : constraint,
  );
  for (const table of allTables(draft))
    if (table.partitionOf && sameName(table.partitionOf, from))
      draft.putTable({ ...table, partitionOf: to });
  renameReads(draft, from, (read) => ({
    ...read,
    tables: read.tables.map((table) => (sameName(table, from) ? to : table)),
  }));
  for (const object of [...draft.state.objects.values()]) {
    const { name, table, ownedBy } = object;
    const owner = ownedBy && sameName(ownedBy.table, from) ? { ...ownedBy, table: to } : undefined;
    if (!owner && !(table && sameName(table, from))) continue;
    draft.removeObject(object.type, name, table);
    draft.putObject({
      ...object,
      name: { schema: owner ? to.schema : name.schema, name: name.name },
      table: table && to,
      ownedBy: owner ?? ownedBy,
    });
  }
}
