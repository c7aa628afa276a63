import type { ObjectRef } from '../../change.js';
import { best, type KnownSchema, type KnownTable } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import { type Case, type Cases, mentions } from './case.js';

export const objectCases: Cases = {
  create_enum({ type, ifNotExists, implicit }, { schema }) {
    const known = schema?.enum(type);
    const fails = known?.state === 'present' && !ifNotExists && !implicit;
    return [{ row: fails ? 'create-enum-exists' : 'no-table' }];
  },

  add_enum_value({ type, value, ifNotExists }, { schema, inTransaction }) {
    const labels = schema?.enum(type);
    const there = labels?.state === 'present' && labels.value.labels?.includes(value);
    if (there && !ifNotExists) return [{ row: 'add-enum-value-exists' }];
    return [{ row: inTransaction ? 'add-enum-value-in-transaction' : 'add-enum-value' }];
  },

  rename_enum_value({ type, value }, { schema }) {
    const known = schema?.enum(type);
    const missing = known?.state === 'present' && known.value.labels?.includes(value) === false;
    return [{ row: missing ? 'rename-enum-value-missing' : 'no-table' }];
  },

  drop_type({ type, cascade }, { schema }) {
    const user = usersOfType(type, schema)
      .filter(({ doubt }) => !doubt)
      .map(({ name }) => name);
    if (user.length === 0) return [{ row: 'no-table' }];
    return cascade
      ? [{ row: 'drop-type-cascade', relations: { user } }]
      : [{ row: 'drop-type-used' }];
  },

  rename_type: () => [{ row: 'no-table' }],

  create_object({ object, replace, source }, { schema }) {
    const user = tablesIn(source.sql, schema);
    switch (object.type) {
      case 'view': {
        const there = schema && best(schema.object('view', object.name));
        return replace && (there !== undefined || !schema)
          ? [{ row: 'replace-view', relations: { object: [object.name], user } }]
          : [{ row: 'create-view', relations: { user } }];
      }
      case 'materialized view':
        return [{ row: 'create-materialized-view', relations: { user } }];
      case 'publication':
      case 'statistics':
        return [{ row: 'publication-or-statistics', relations: { user } }];
      default:
        return onTable(object, 'create-trigger');
    }
  },

  drop_object: ({ object }) => dropOrRename(object),
  rename_object: ({ object }) => dropOrRename(object),
  alter_object: ({ object }) => dropOrRename(object),
};

function dropOrRename(object: ObjectRef): Case[] {
  if (object.type === 'view' || object.type === 'materialized view')
    return [{ row: 'alter-view', relations: { object: [object.name] } }];
  if (object.type === 'sequence')
    return [{ row: 'drop-sequence', relations: { sequence: [object.name] } }];
  return onTable(object, 'drop-trigger');
}

/** What triggers, policies and rules do to their table; other objects touch none. */
function onTable({ type, table }: ObjectRef, trigger: Case['row']): Case[] {
  if (!table) return [{ row: 'no-table' }];
  const row = type === 'trigger' ? trigger : 'policy-or-rule';
  return [{ row, relations: { table: [table] } }];
}

/** Tables that a query mentions. */
export function tablesIn(sql: string | undefined, schema: KnownSchema | undefined): ObjectName[] {
  return (schema?.tables ?? []).flatMap(({ name }) => (mentions(sql, name.name) ? [name] : []));
}

/** Tables with a column of a type, or of an array of it. */
export function usersOfType(
  type: ObjectName,
  schema: KnownSchema | undefined,
): readonly KnownTable[] {
  const printed = new RegExp(
    `(^|\\.)"?${type.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"?(\\[\\])*$`,
  );
  return (schema?.tables ?? []).filter(({ columns }) =>
    columns.some((column) => !column.doubt && printed.test(column.type.name ?? '')),
  );
}
