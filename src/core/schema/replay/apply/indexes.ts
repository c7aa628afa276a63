import type { KnownTable } from '../../../changes/known-schema.js';
import type { IndexDefinition } from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import { nameClone, nameIndex } from '../naming.js';
import { findIndex, renamedIndexTo } from './constraints.js';
import type { Handlers } from './handler.js';
import { family } from './partitions.js';

export const indexes: Handlers = {
  create_index(draft, { index, ifNotExists }) {
    const known = draft.tableOrPartial(index.table);
    const definition = { ...index, table: known.name };
    const name = nameIndex(draft, definition);
    if (ifNotExists && name !== undefined && draft.isRelation({ ...known.name, name })) return;
    draft.putTable(withIndex(draft, known, definition, name));
    for (const member of family(draft, index.table).slice(1))
      draft.update(member, (partition) => {
        const clone = { ...definition, table: partition.name };
        const chosen = nameClone(draft, partition.name, clone, undefined);
        return withIndex(draft, partition, clone, chosen);
      });
  },

  drop_index(draft, { index, table }) {
    const found = findIndex(draft, index);
    if (found) {
      const rest = found.table.indexes.filter((other) => other !== found.index);
      draft.putTable({ ...found.table, indexes: rest });
    } else if (table && draft.table(table)) draft.update(table, (known) => known);
    const key = `index:${index.schema ?? draft.state.defaultSchema}.${clipName(index.name)}`;
    draft.state = { ...draft.state, gone: draft.state.gone.set(key, draft.at) };
  },

  rename_index(draft, { index, to }) {
    const found = findIndex(draft, index);
    if (!found) return;
    const { table } = found;
    const name = clipName(to);
    draft.putTable({
      ...table,
      indexes: table.indexes.map((other) =>
        other === found.index ? renamedIndexTo(other, name) : other,
      ),
      constraints: table.constraints.map((item) =>
        found.index.constraint && item.name === found.index.name ? { ...item, name } : item,
      ),
    });
  },
};

function withIndex(
  draft: Draft,
  table: KnownTable,
  definition: IndexDefinition,
  name: string | undefined,
): KnownTable {
  const index = { name, definition: { ...definition, name }, origin: draft.change, at: draft.at };
  return { ...table, indexes: [...table.indexes, index] };
}
