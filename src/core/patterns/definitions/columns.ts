import { call, sqlText, text } from '../../changes/inverse/python.js';
import type { Parameter, Pattern, Reader } from '../pattern.js';
import { addColumn, dropColumn, newColumn, onDelete, pythonTypes, table } from './parts.js';

const type: Parameter = {
  name: 'type',
  kind: 'python type',
  title: 'Type',
  example: 'sa.String(200)',
  choices: pythonTypes,
};

const dropAdded = (read: Reader) => [dropColumn(read.table('table'), read.name('column'))];

const optionalColumn: Pattern = {
  id: 'optional-column',
  title: 'Optional column',
  description: 'Adds a column that may be NULL. The table is neither rewritten nor read.',
  parameters: [table, newColumn('new_field'), type],
  upgrade: (read) => [addColumn(read, read.text('type'), 'nullable=True')],
  downgrade: dropAdded,
};

const columnWithDefault: Pattern = {
  id: 'column-with-default',
  title: 'Column with default',
  description:
    'Adds a NOT NULL column whose default fills the rows that are there. From PostgreSQL 11 on a constant default (`now()` counts as one) is stored once: the table is not rewritten. A volatile one, such as `gen_random_uuid()`, rewrites it.',
  parameters: [
    table,
    newColumn('is_active'),
    { ...type, example: 'sa.Boolean()' },
    {
      name: 'default',
      kind: 'expression',
      title: 'Default, in SQL',
      example: 'true',
      proposal: (read) => defaultOf(read.text('type')),
    },
  ],
  upgrade: (read) => [
    addColumn(
      read,
      read.text('type'),
      'nullable=False',
      `server_default=${sqlText(read.text('default'))}`,
    ),
  ],
  downgrade: dropAdded,
};

/** A default that fits a type which is written in Python. */
function defaultOf(written: string): string {
  const found = defaults.find(([pattern]) => pattern.test(written));
  return found?.[1] ?? 'true';
}

const defaults: readonly (readonly [RegExp, string])[] = [
  [/JSONB?\b|ARRAY\b/, "'{}'"],
  [/Integer|Numeric|Float|REAL/, '0'],
  [/DateTime|TIMESTAMP|Date\b/, 'now()'],
  [/String|Text|CHAR/, "''"],
  [/UUID/, 'gen_random_uuid()'],
];

const jsonbColumn: Pattern = {
  id: 'jsonb-column',
  title: 'JSONB column',
  description:
    'Adds a column for JSON documents. Unlike `json`, `jsonb` can be compared, indexed and searched.',
  parameters: [table, newColumn('data')],
  upgrade: (read) => [addColumn(read, 'postgresql.JSONB()', 'nullable=True')],
  downgrade: dropAdded,
};

const uuidForeignKey: Pattern = {
  id: 'uuid-foreign-key',
  title: 'UUID foreign key with cascade',
  description:
    'Adds a column that refers to another table; rows go when what they refer to is deleted. For a large table add the column alone, then the key by the pattern *Foreign key NOT VALID, then VALIDATE*.',
  parameters: [
    table,
    newColumn('parent_id'),
    { name: 'referenced', kind: 'table', title: 'Referenced table', example: 'parents' },
    {
      name: 'key',
      kind: 'column',
      title: 'Referenced column',
      example: 'id',
      of: 'referenced',
    },
    onDelete,
  ],
  upgrade: (read) => [
    addColumn(
      read,
      'postgresql.UUID(as_uuid=True)',
      call('sa.ForeignKey', text(target(read)), `ondelete=${text(read.text('ondelete'))}`),
      'nullable=True',
    ),
  ],
  downgrade: dropAdded,
  inherent: {
    'foreign-key-validated-at-once':
      'Alembic adds the key by a statement of its own, which reads the table once.',
    'foreign-key-without-index':
      'Whether the key needs an index depends on how often parents are deleted; *Concurrent index* adds one.',
  },
};

/** `schema.table.column`: what SQLAlchemy splits at the dots. */
const target = (read: Reader) => {
  const { schema, name } = read.table('referenced');
  return [...(schema === undefined ? [] : [schema]), name, read.name('key')].join('.');
};

export const columnPatterns: readonly Pattern[] = [
  optionalColumn,
  columnWithDefault,
  jsonbColumn,
  uuidForeignKey,
];
