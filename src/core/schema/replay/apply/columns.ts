import type { KnownColumn, KnownConstraint, KnownIndex } from '../../../changes/known-schema.js';
import type { Constraint, IndexDefinition, ObjectName } from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import { identifiersIn, renameIn } from '../identifiers.js';
import { nameSequence } from '../naming.js';
import type { Handlers } from './handler.js';
import { mapColumn, withColumn, withoutNulls } from './parts.js';
import { family } from './partitions.js';
import { doubtReaders, renameReads } from './reads.js';
import { mapReferences } from './tables.js';

export const columns: Handlers = {
  add_column(draft, { table, column, ifNotExists }) {
    const [own = table, ...partitions] = family(draft, table);
    draft.update(own, (known) => {
      const same = known.columns.find((other) => other.name === clipName(column.name));
      if (!same) {
        const added = withColumn(draft, known, column);
        // Where more columns may be there, this one may have been there too, otherwise defined.
        const doubt = ifNotExists ? known.incomplete : undefined;
        return doubt ? mapColumn(added, column.name, (other) => ({ ...other, doubt })) : added;
      }
      if (ifNotExists && !same.doubt) return known;
      const others = known.columns.filter((other) => other !== same);
      return withColumn(draft, { ...known, columns: others }, column);
    });
    // Partitions have their parent's column, its NOT NULL with the parent's name.
    const added = draft.table(own)?.columns.find(({ name }) => name === clipName(column.name));
    if (!added) return;
    for (const partition of partitions)
      draft.update(partition, (known) =>
        known.columns.some(({ name }) => name === added.name)
          ? known
          : { ...known, columns: [...known.columns, added] },
      );
  },

  drop_column(draft, { table, column, cascade }) {
    const name = clipName(column);
    for (const member of family(draft, table))
      draft.update(member, (known) => ({
        ...known,
        columns: known.columns.filter((other) => other.name !== name),
        constraints: known.constraints.flatMap((item) => withoutColumn(draft, item, name)),
        indexes: known.indexes.flatMap((index) => indexWithoutColumn(draft, index, name)),
      }));
    dropOwnedSequence(draft, table, name);
    if (cascade) doubtReaders(draft, table);
    if (cascade)
      mapReferences(draft, table, (constraint) => {
        const { definition } = constraint;
        const hit =
          definition.type === 'foreign_key' && definition.referencedColumns?.includes(name);
        return hit ? undefined : constraint;
      });
  },

  rename_column(draft, { table, column, to }) {
    const [from, name] = [clipName(column), clipName(to)];
    for (const member of family(draft, table))
      draft.update(member, (known) => ({
        ...known,
        columns: known.columns.map((other) => renamedColumn(other, from, name)),
        constraints: known.constraints.map((item) => ({
          ...item,
          columns: item.columns?.map((other) => (other === from ? name : other)),
          definition: renamedConstraint(item.definition, from, name),
        })),
        indexes: known.indexes.map((index) => ({
          ...index,
          definition: renamedIndex(index.definition, from, name),
        })),
      }));
    renameReads(draft, table, (read) => (read.column === from ? { ...read, column: name } : read));
    mapReferences(draft, table, (constraint) => {
      const { definition } = constraint;
      if (definition.type !== 'foreign_key') return constraint;
      const referencedColumns = definition.referencedColumns?.map((other) =>
        other === from ? name : other,
      );
      return { ...constraint, definition: { ...definition, referencedColumns } };
    });
  },

  set_column_type: (draft, { table, column, type }) => {
    change(draft, table, column, (known) => ({ ...known, type }));
  },

  set_column_nullable(draft, { table, column, nullable }) {
    for (const member of family(draft, table))
      draft.update(member, (known) =>
        nullable
          ? mapColumn(known, column, (own) => ({ ...own, nullable: true, notNull: undefined }))
          : withoutNulls(draft, known, clipName(column)),
      );
  },

  set_column_default: (draft, { table, column, default: expression }) => {
    change(draft, table, column, (known) => ({ ...known, default: expression }));
  },

  set_column_identity(draft, { table, column, identity }) {
    const known = draft.table(table)?.columns.find(({ name }) => name === clipName(column));
    if (identity === undefined) {
      dropOwnedSequence(draft, table, clipName(column));
      change(draft, table, column, (own) => ({ ...own, identity, sequence: undefined }));
      return;
    }
    const sequence = known?.sequence ?? nameSequence(draft, table, clipName(column));
    draft.putObject({
      type: 'sequence',
      name: { schema: table.schema, name: sequence },
      ownedBy: { table, column: clipName(column) },
      origin: draft.change,
      at: draft.at,
    });
    change(draft, table, column, (own) => ({ ...own, identity, sequence }));
  },

  set_column_generated: (draft, { table, column, generated }) => {
    change(draft, table, column, (known) => ({ ...known, generated }));
  },
};

function change(
  draft: Draft,
  table: ObjectName,
  column: string,
  change: (column: KnownColumn) => KnownColumn,
): void {
  for (const member of family(draft, table))
    draft.update(member, (known) => mapColumn(known, column, change));
}

function dropOwnedSequence(draft: Draft, table: ObjectName, column: string): void {
  for (const object of draft.state.objects.values())
    if (
      object.ownedBy?.column === column &&
      object.ownedBy.table.name === table.name &&
      object.ownedBy.table.schema === table.schema
    )
      draft.removeObject(object.type, object.name);
}

/** Constraints that name a dropped column go with it, those over several columns too. */
function withoutColumn(draft: Draft, item: KnownConstraint, column: string): KnownConstraint[] {
  if (item.columns) return item.columns.includes(column) ? [] : [item];
  return [{ ...item, doubt: draft.doubt(`its columns are not known, and ${column} was dropped`) }];
}

function indexWithoutColumn(draft: Draft, index: KnownIndex, column: string): KnownIndex[] {
  const uses = usesColumn(index.definition, column);
  if (uses === undefined)
    return [
      { ...index, doubt: draft.doubt(`its columns are not known, and ${column} was dropped`) },
    ];
  return uses ? [] : [index];
}

/** Whether an index names a column, in a key, an expression or its predicate. */
export function usesColumn(
  { keys, include, predicate }: IndexDefinition,
  column: string,
): boolean | undefined {
  if (include?.includes(column)) return true;
  const expressions = [...(keys ?? []).map(({ expression }) => expression), predicate];
  if (keys?.some((key) => key.column === column)) return true;
  const named = expressions.some(
    (expression) => expression?.sql !== undefined && identifiersIn(expression.sql).has(column),
  );
  if (named) return true;
  const unread = expressions.some((expression) => expression && expression.sql === undefined);
  return keys === undefined || unread ? undefined : false;
}

function renamedColumn(column: KnownColumn, from: string, to: string): KnownColumn {
  const { generated } = column;
  const expression = generated && renameIn(generated.expression, from, to);
  if (column.name !== from && expression === generated?.expression) return column;
  return {
    ...column,
    name: column.name === from ? to : column.name,
    ...(generated && expression ? { generated: { ...generated, expression } } : {}),
  };
}

function renamedConstraint(constraint: Constraint, from: string, to: string): Constraint {
  const renamed = (names: readonly string[] | undefined) =>
    names?.map((name) => (name === from ? to : name));
  switch (constraint.type) {
    case 'check':
      return { ...constraint, expression: renameIn(constraint.expression, from, to) };
    case 'not_null':
      return { ...constraint, columns: renamed(constraint.columns) ?? [] };
    case 'exclude':
      return constraint.keys
        ? {
            ...constraint,
            keys: constraint.keys.map((key) =>
              key.column === from ? { ...key, column: to } : key,
            ),
          }
        : constraint;
    default:
      return { ...constraint, columns: renamed(constraint.columns) };
  }
}

function renamedIndex(index: IndexDefinition, from: string, to: string): IndexDefinition {
  const { include, predicate } = index;
  return {
    ...index,
    keys: index.keys?.map((key) => ({
      ...key,
      ...(key.column === from ? { column: to } : {}),
      ...(key.expression ? { expression: renameIn(key.expression, from, to) } : {}),
    })),
    ...(include ? { include: include.map((name) => (name === from ? to : name)) } : {}),
    ...(predicate ? { predicate: renameIn(predicate, from, to) } : {}),
  };
}
