import type { KnownConstraint, KnownTable } from '../../../changes/known-schema.js';
import type { ObjectName } from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import { tableKey } from '../state.js';
import type { Handlers } from './handler.js';
import { mapColumn, withConstraint } from './parts.js';
import { family } from './partitions.js';
import { dropReferences } from './tables.js';

export const constraints: Handlers = {
  add_constraint(draft, { table, constraint }) {
    for (const name of family(draft, table))
      draft.update(name, (known) => withConstraint(draft, known, constraint));
  },

  drop_constraint(draft, { table, name, type, cascade }) {
    for (const member of family(draft, table)) {
      const known = draft.tableOrPartial(member);
      const gone = name === undefined ? undefined : find(known, clipName(name));
      if (name === undefined) draft.putTable(doubtful(draft, known, type));
      else if (gone) drop(draft, known, gone, cascade ?? false);
      else
        draft.putTable(
          known.columns.reduce(
            (table_, { name: column, notNull }) =>
              notNull?.name === name
                ? mapColumn(table_, column, (own) => ({
                    ...own,
                    nullable: true,
                    notNull: undefined,
                  }))
                : table_,
            known,
          ),
        );
    }
  },

  rename_constraint(draft, { table, name, to }) {
    draft.update(table, (known) => ({
      ...known,
      constraints: known.constraints.map((item) =>
        item.name === clipName(name) ? { ...item, name: clipName(to) } : item,
      ),
      indexes: known.indexes.map((index) =>
        index.constraint && index.name === clipName(name)
          ? renamedIndexTo(index, clipName(to))
          : index,
      ),
      columns: known.columns.map((column) =>
        column.notNull?.name === name
          ? { ...column, notNull: { ...column.notNull, name: to } }
          : column,
      ),
    }));
  },

  validate_constraint(draft, { table, name }) {
    draft.update(table, (known) => ({
      ...known,
      constraints: known.constraints.map((item) =>
        item.name === clipName(name) ? { ...item, valid: true } : item,
      ),
      columns: known.columns.map((column) =>
        column.notNull?.name === name
          ? { ...column, notNull: { ...column.notNull, valid: true } }
          : column,
      ),
    }));
  },
};

const find = (table: KnownTable, name: string) =>
  table.constraints.find((item) => item.name === name);

export function renamedIndexTo<
  T extends {
    readonly name: string | undefined;
    readonly definition: { name: string | undefined };
  },
>(index: T, name: string): T {
  return { ...index, name, definition: { ...index.definition, name } };
}

function drop(draft: Draft, table: KnownTable, gone: KnownConstraint, cascade: boolean): void {
  draft.putTable({
    ...table,
    constraints: table.constraints.filter((item) => item !== gone),
    indexes: table.indexes.filter((index) => !index.constraint || index.name !== gone.name),
  });
  const isKey = gone.definition.type === 'primary_key' || gone.definition.type === 'unique';
  if (cascade && isKey) dropReferences(draft, table.name, gone.columns);
}

/** A constraint of this type (or of any) went, but not which one. */
function doubtful(
  draft: Draft,
  table: KnownTable,
  type: KnownConstraint['definition']['type'] | undefined,
): KnownTable {
  const candidates = table.constraints.filter(
    ({ definition }) => type === undefined || definition.type === type,
  );
  const doubt = draft.doubt('a constraint was dropped whose name is only known at run time');
  return {
    ...table,
    constraints: table.constraints.flatMap((item) => {
      if (!candidates.includes(item)) return [item];
      return candidates.length === 1 && type !== undefined ? [] : [{ ...item, doubt }];
    }),
  };
}

/** The table that an index name belongs to, and the index. */
export function findIndex(draft: Draft, { schema, name }: ObjectName) {
  const clipped = clipName(name);
  const { tables, indexed } = draft.state;
  const likely = tables.get(indexed.get(tableKey(draft.state, { schema, name })) ?? '');
  for (const table of firstOf(likely, tables.values())) {
    if ((table.name.schema ?? 'public') !== (schema ?? table.name.schema ?? 'public')) continue;
    const index = table.indexes.find((item) => item.name === clipped);
    if (index) return { table, index };
  }
  return undefined;
}

function* firstOf<T>(first: T | undefined, all: Iterable<T>): Generator<T> {
  if (first) yield first;
  yield* all;
}
