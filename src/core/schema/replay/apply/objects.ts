import type { ObjectRef } from '../../../changes/change.js';
import type { KnownColumn } from '../../../changes/known-schema.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import type { Handlers } from './handler.js';
import { doubtReaders } from './reads.js';
import { allTables } from './tables.js';

export const objects: Handlers = {
  create_object(draft, { object, ifNotExists, reads }) {
    if (ifNotExists && draft.object(object.type, object.name, object.table)) return;
    draft.putObject({
      ...object,
      sql: draft.change.source.sql,
      reads,
      origin: draft.change,
      at: draft.at,
    });
    if (object.type === 'materialized view')
      draft.putTable({
        name: object.name,
        kind: 'materialized view',
        columns: [],
        constraints: [],
        indexes: [],
        incomplete: draft.doubt('columns come from a query'),
        origin: draft.change,
        at: draft.at,
      });
  },

  drop_object(draft, { object, cascade }) {
    draft.removeObject(object.type, object.name, object.table);
    if (object.type === 'materialized view') draft.removeTable(object.name);
    if (object.type === 'schema' && cascade) dropSchema(draft, object);
    if (cascade) doubtReaders(draft, object.name);
  },

  rename_object(draft, { object, to }) {
    const name = { schema: object.name.schema, name: clipName(to) };
    const known = draft.object(object.type, object.name, object.table);
    if (known) {
      draft.removeObject(object.type, object.name, object.table);
      draft.putObject({ ...known, name });
    }
    if (object.type !== 'sequence') return;
    for (const table of allTables(draft))
      if (table.columns.some(({ sequence }) => sequence === object.name.name))
        draft.putTable({
          ...table,
          columns: table.columns.map((column) =>
            column.sequence === object.name.name
              ? withSequence(column, object.name.name, name.name)
              : column,
          ),
        });
  },

  alter_object(draft, { object, statement }) {
    const known = draft.object(object.type, object.name, object.table);
    if (known && statement === 'AlterObjectSchemaStmt')
      draft.putObject({ ...known, doubt: draft.doubt('it was moved to another schema') });
  },

  comment(draft, { on, object, column, text }) {
    if (on === 'other' || !draft.table(object)) return;
    draft.update(object, (table) => {
      if (on === 'table') return { ...table, comment: text };
      const columns = table.columns.map((own) =>
        own.name === column ? { ...own, comment: text } : own,
      );
      return { ...table, columns };
    });
  },

  set(draft, { name, value }) {
    if (name !== 'search_path' || value === undefined) return;
    const first = value
      .split(',')[0]
      ?.trim()
      .replace(/^["'](.*)["']$/, '$1');
    if (first !== undefined && /^\w+$/.test(first))
      draft.state = { ...draft.state, defaultSchema: first };
  },
};

/** The default of a serial names its sequence, whatever that is called. */
function withSequence(column: KnownColumn, from: string, to: string): KnownColumn {
  const sql = column.default?.sql?.replace(`'${from}'`, `'${to}'`);
  return { ...column, sequence: to, default: sql === undefined ? column.default : { sql } };
}

function dropSchema(draft: Draft, { name }: ObjectRef): void {
  for (const table of allTables(draft))
    if (table.name.schema === name.name) draft.removeTable(table.name);
  for (const type of [...draft.state.enums.values()])
    if (type.name.schema === name.name) draft.removeEnum(type.name);
  for (const object of [...draft.state.objects.values()])
    if (object.name.schema === name.name)
      draft.removeObject(object.type, object.name, object.table);
}
