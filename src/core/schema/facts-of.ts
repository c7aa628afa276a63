import type { Change, ChangeOf, EffectKind } from '../changes/change.js';
import type { ColumnDefinition, ObjectName } from '../changes/objects.js';
import { hole } from '../sql/mask.js';
import type { ColumnFact, Fact } from './expectation.js';
import { rowsAfterDelete, rowsAfterInsert, rowsAfterUpdate } from './rows-facts.js';

/** What one change alone leaves in the catalogs. Empty for what leaves nothing there. */
export function factsOf(change: Change): readonly Fact[] {
  // That kind and change belong together is true of every change; by index it cannot be seen.
  const builder = builders[change.kind] as ((change: Change) => readonly Fact[]) | undefined;
  return builder?.(change) ?? [];
}

type Builders = { readonly [K in EffectKind]?: (change: ChangeOf<K>) => readonly Fact[] };

const builders: Builders = {
  create_table({ table, columns, constraints, partitionOf, temporary }) {
    if (temporary) return [untold(`temporary table ${table.name}`, 'it lives in one session only')];
    return [
      { kind: 'table', table, present: true },
      ...columns.map((column) => columnFact(table, column)),
      ...constraints.map(
        (constraint) => ({ kind: 'constraint', table, present: true, constraint }) as const,
      ),
      ...(partitionOf
        ? [{ kind: 'partition', table: partitionOf, partition: table, present: true } as const]
        : []),
    ];
  },
  drop_table: ({ table }) => [{ kind: 'table', table, present: false }],
  rename_table: ({ table, to }) => [
    { kind: 'table', table: { ...table, name: to }, present: true },
    { kind: 'table', table, present: false },
  ],
  set_table_schema: ({ table, to }) => [
    { kind: 'table', table: { ...table, schema: to }, present: true },
  ],
  attach_partition: ({ table, partition }) => [
    { kind: 'partition', table, partition, present: true },
  ],
  detach_partition: ({ table, partition }) => [
    { kind: 'partition', table, partition, present: false },
  ],
  add_column: ({ table, column }) => [columnFact(table, column)],
  drop_column: ({ table, column }) => [{ kind: 'column', table, column, present: false }],
  rename_column: ({ table, column, to }) => [
    { kind: 'column', table, column: to, present: true },
    { kind: 'column', table, column, present: false },
  ],
  set_column_type: ({ table, column, type }) => [
    { kind: 'column', table, column, present: true, type },
  ],
  set_column_nullable: ({ table, column, nullable }) => [
    { kind: 'column', table, column, present: true, nullable },
  ],
  set_column_default: ({ table, column, default: expression }) => [
    { kind: 'column', table, column, present: true, default: expression ? { expression } : {} },
  ],
  set_column_identity: ({ table, column, identity }) => [
    { kind: 'column', table, column, present: true, identity: identity ?? 'none' },
  ],
  set_column_generated: ({ table, column, generated }) => [
    { kind: 'column', table, column, present: true, generated: generated ?? 'none' },
  ],
  add_constraint: ({ table, constraint }) => [
    { kind: 'constraint', table, present: true, constraint },
  ],
  drop_constraint: ({ table, name }) => [
    { kind: 'dropped constraint', table, name, present: false },
  ],
  rename_constraint: ({ table, name }) => [
    { kind: 'dropped constraint', table, name, present: false },
  ],
  create_index: ({ index }) => [{ kind: 'index', present: true, index }],
  drop_index: ({ index }) => [{ kind: 'dropped index', present: false, index }],
  rename_index: ({ index }) => [{ kind: 'dropped index', present: false, index }],
  create_enum: ({ type, labels }) => [
    { kind: 'enum', present: true, type, ...(labels ? { labels } : {}) },
  ],
  drop_type: ({ type }) => [{ kind: 'enum', present: false, type }],
  rename_type: ({ type, to }) => [
    { kind: 'enum', present: true, type: { ...type, name: to } },
    { kind: 'enum', present: false, type },
  ],
  add_enum_value: ({ type, value, position }) => [
    { kind: 'label', present: true, type, value, ...(position ? { position } : {}) },
  ],
  rename_enum_value: ({ type, value, to }) => [
    { kind: 'label', present: true, type, value: to },
    { kind: 'label', present: false, type, value },
  ],
  create_object: ({ object }) => [{ kind: 'object', present: true, object }],
  drop_object: ({ object }) => [{ kind: 'object', present: false, object }],
  rename_object: ({ object, to }) => [
    { kind: 'object', present: true, object: { ...object, name: { ...object.name, name: to } } },
    { kind: 'object', present: false, object },
  ],
  comment({ on, object, column, text }) {
    if (on === 'other') return [untold(`comment on ${object.name}`, 'such comments are not read')];
    const place = column === undefined ? {} : { column };
    return [{ kind: 'comment', present: text !== undefined, on, table: object, text, ...place }];
  },
  insert: rowsAfterInsert,
  update: rowsAfterUpdate,
  delete: rowsAfterDelete,
  truncate: ({ tables }) =>
    tables.map((table) => ({
      kind: 'rows',
      table,
      where: 'true',
      columns: [],
      expected: 'none',
      words: `no rows in ${table.name}`,
    })),
  unknown: ({ reason, text, source }) => [
    untold(firstLine(text ?? `op.${source.operation.name}`), reason),
  ],
};

function columnFact(table: ObjectName, column: ColumnDefinition): ColumnFact {
  return {
    kind: 'column',
    table,
    column: column.name,
    present: true,
    type: column.type,
    ...(column.nullable === undefined ? {} : { nullable: column.nullable }),
    ...(column.default ? { default: { expression: column.default } } : {}),
    ...(column.identity ? { identity: column.identity } : {}),
    ...(column.generated ? { generated: column.generated } : {}),
  };
}

const untold = (what: string, reason: string): Fact => ({ kind: 'untold', what, reason });

function firstLine(text: string): string {
  const line = text
    .trim()
    .replace(/\s+/g, ' ')
    .replaceAll(new RegExp(`${hole}+`, 'g'), '…');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
