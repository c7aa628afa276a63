import type { KnownEnum } from '../../../changes/known-schema.js';
import { sameName } from '../../../changes/known-schema.js';
import type { ObjectName } from '../../../changes/objects.js';
import { printIdentifier } from '../../../sql/format-type.js';
import { clipName } from '../choose-name.js';
import type { Draft } from '../draft.js';
import type { Handlers } from './handler.js';
import { allTables } from './tables.js';

export const enums: Handlers = {
  create_enum(draft, { type, labels, ifNotExists, implicit }) {
    const known = draft.enum(type);
    // SQLAlchemy creates a type once in a run; with a guard what is there stays.
    if (known && (ifNotExists || implicit)) return;
    const unsure =
      ifNotExists && !draft.state.gone.get(`enum:${type.schema ?? 'public'}.${type.name}`);
    const doubt = unsure ? draft.state.incomplete?.doubt : undefined;
    const name = { schema: type.schema, name: clipName(type.name) };
    draft.putEnum({ name, labels, origin: draft.change, at: draft.at, doubt });
  },

  add_enum_value(draft, { type, value, position }) {
    changeLabels(draft, type, (labels) => {
      if (labels.includes(value)) return labels;
      if (!position) return [...labels, value];
      const index = labels.indexOf(position.label);
      if (index < 0) return undefined;
      const at = position.where === 'after' ? index + 1 : index;
      return [...labels.slice(0, at), value, ...labels.slice(at)];
    });
  },

  rename_enum_value(draft, { type, value, to }) {
    changeLabels(draft, type, (labels) => labels.map((label) => (label === value ? to : label)));
    renameInDefaults(draft, type, value, to);
  },

  drop_type(draft, { type, cascade }) {
    draft.removeEnum(type);
    draft.removeObject('type', type);
    draft.removeObject('domain', type);
    if (!cascade) return;
    for (const table of allTables(draft)) {
      const columns = table.columns.filter((column) => !isOfType(column.type.name, type));
      if (columns.length < table.columns.length) draft.putTable({ ...table, columns });
    }
  },

  rename_type(draft, { type, to }) {
    const name = { schema: type.schema, name: clipName(to) };
    const known = draft.enum(type);
    if (known) {
      draft.removeEnum(type);
      draft.putEnum({ ...known, name });
    }
    for (const kind of ['type', 'domain'] as const) {
      const object = draft.object(kind, type);
      if (!object) continue;
      draft.removeObject(kind, type);
      draft.putObject({ ...object, name });
    }
    renameTypeOfColumns(draft, type, name);
  },
};

/** A default is stored as the label, whatever that is called. */
function renameInDefaults(draft: Draft, type: ObjectName, value: string, to: string): void {
  const quote = (label: string) => `'${label.replaceAll("'", "''")}'`;
  for (const table of allTables(draft)) {
    const columns = table.columns.map((column) => {
      const { sql } = column.default ?? {};
      if (sql === undefined || !isOfType(column.type.name, type)) return column;
      const renamed = sql.replaceAll(quote(value), quote(to));
      return renamed === sql ? column : { ...column, default: { sql: renamed } };
    });
    if (columns.some((column, index) => column !== table.columns[index]))
      draft.putTable({ ...table, columns });
  }
}

/** Columns keep their type when it is renamed; only its name is another one. */
function renameTypeOfColumns(draft: Draft, type: ObjectName, to: ObjectName): void {
  for (const table of allTables(draft)) {
    if (!table.columns.some((column) => isOfType(column.type.name, type))) continue;
    const columns = table.columns.map((column) =>
      isOfType(column.type.name, type)
        ? { ...column, type: { ...column.type, name: renamed(column.type.name ?? '') } }
        : column,
    );
    draft.putTable({ ...table, columns });
  }

  function renamed(printed: string): string {
    const array = /(\[\])*$/.exec(printed)?.[0] ?? '';
    const schema = printed.includes('.') && to.schema ? `${printIdentifier(to.schema)}.` : '';
    return `${schema}${printIdentifier(to.name)}${array}`;
  }
}

/** Whether a type as `format_type` prints it, or an array of it, is this one. */
export function isOfType(printed: string | undefined, type: ObjectName): boolean {
  if (printed === undefined) return false;
  const base = printed.replace(/(\[\])+$/, '');
  const parts = [...base.matchAll(/"((?:[^"]|"")*)"|([^".]+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
  const name = parts.at(-1) ?? '';
  const schema = parts.at(-2);
  return sameName({ schema, name }, type);
}

function changeLabels(
  draft: Draft,
  type: ObjectName,
  change: (labels: readonly string[]) => readonly string[] | undefined,
): void {
  const known: KnownEnum = draft.enum(type) ?? {
    name: type,
    labels: undefined,
    origin: draft.change,
    at: draft.at,
  };
  draft.putEnum({ ...known, labels: known.labels && change(known.labels) });
}
