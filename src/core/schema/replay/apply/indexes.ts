import type { Change } from '../../../changes/change.js';
import type { KnownTable } from '../../../changes/known-schema.js';
import type { IndexDefinition } from '../../../changes/objects.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import { nameClone, nameIndex } from '../naming.js';
import { findIndex, renamedIndexTo } from './constraints.js';
import type { Handlers } from './handler.js';
import { family } from './partitions.js';

export const indexes: Handlers = {
  create_index(draft, { index, ifNotExists, source }) {
    const known = draft.tableOrPartial(index.table);
    const definition = { ...index, table: known.name };
    const name = nameIndex(draft, definition);
    if (ifNotExists && name !== undefined && draft.isRelation({ ...known.name, name })) return;
    draft.putTable(withIndex(draft, known, definition, name));
    if (/\bon\s+only\b/i.test(source.sql ?? '')) return;
    for (const member of family(draft, index.table).slice(1))
      draft.update(member, (partition) => {
        const clone = { ...definition, table: partition.name };
        const chosen = nameClone(draft, partition.name, clone, undefined);
        return withIndex(draft, partition, clone, chosen, draft.change);
      });
  },

  drop_index(draft, { index, table }) {
    const found = findIndex(draft, index);
    if (found) {
      const rest = found.table.indexes.filter((other) => other !== found.index);
      draft.putTable({ ...found.table, indexes: rest });
      for (const member of family(draft, found.table.name).slice(1))
        draft.update(member, (partition) => ({
          ...partition,
          indexes: partition.indexes.filter(({ partOf }) => partOf !== found.index.origin),
        }));
    } else if (table && draft.table(table)) draft.update(table, (known) => known);
    const key = `index:${index.schema ?? draft.state.defaultSchema}.${clipName(index.name)}`;
    draft.state = { ...draft.state, gone: draft.state.gone.set(key, draft.at) };
  },

  /** ALTER INDEX … ATTACH PARTITION. */
  alter_table(draft, { table: whole, statement, source }) {
    if (statement !== 'AT_AttachPartition') return;
    const [, schema, name] =
      /\battach\s+partition\s+(?:"?([\w$]+)"?\.)?"?([\w$]+)"?/i.exec(source.sql ?? '') ?? [];
    const parent = findIndex(draft, whole)?.index;
    const found = name === undefined ? undefined : findIndex(draft, { schema, name });
    if (!parent || !found) return;
    const indexes = found.table.indexes.map((other) =>
      other === found.index ? { ...other, partOf: parent.origin } : other,
    );
    draft.putTable({ ...found.table, indexes });
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
  partOf?: Change,
): KnownTable {
  const made = { origin: draft.change, at: draft.at };
  const index = { name, definition: { ...definition, name }, ...made, partOf };
  return { ...table, indexes: [...table.indexes, index] };
}
