import { call, executeLine, schemaOf, sqlName, text } from '../../changes/inverse/python.js';
import { quoteLiteral } from '../../sql/quote.js';
import type { Parameter, Pattern, Reader } from '../pattern.js';
import { addColumn, dropColumn, newColumn, table } from './parts.js';

const existingType = (example: string): Parameter => ({
  name: 'type',
  kind: 'enum',
  title: 'Enum type',
  example,
});

const newType: Parameter = {
  name: 'type',
  kind: 'new enum',
  title: 'New enum type',
  example: 'status_type',
};

const labels: Parameter = {
  name: 'labels',
  kind: 'labels',
  title: 'Labels in their order, with commas between them',
  example: 'draft, published',
};

const createType = (read: Reader) =>
  executeLine(
    `CREATE TYPE ${sqlName(read.table('type'))} AS ENUM (${read.names('labels').map(literal).join(', ')})`,
  );

const dropType = (read: Reader) => executeLine(`DROP TYPE ${sqlName(read.table('type'))}`);

const literal = (label: string) => quoteLiteral(label).trim();

const enumValue: Pattern = {
  id: 'enum-value',
  title: 'Enum value',
  description:
    'Adds a label to an enum type, which PostgreSQL can never remove: `downgrade()` says so. Do not use the label in the same migration; it may be used once that is committed.',
  parameters: [
    existingType('mediaassettype'),
    { name: 'label', kind: 'label', title: 'New label', example: 'usd_master', of: 'type' },
  ],
  upgrade: (read) => [
    executeLine(
      `ALTER TYPE ${sqlName(read.table('type'))} ADD VALUE IF NOT EXISTS ${literal(read.text('label'))}`,
    ),
  ],
  downgrade: (read) => [
    `# PostgreSQL cannot remove the label ${oneLine(read.text('label'))} from ${oneLine(sqlName(read.table('type')))}: it stays.`,
  ],
};

const oneLine = (name: string) => name.replace(/\s+/g, ' ');

const enumType: Pattern = {
  id: 'enum-type',
  title: 'Enum type',
  description: 'Creates an enum type, and drops it on the way back.',
  parameters: [newType, labels],
  upgrade: (read) => [createType(read)],
  downgrade: (read) => [dropType(read)],
};

const enumColumn: Pattern = {
  id: 'enum-column',
  title: 'Column of a new enum type',
  description:
    'Creates an enum type and adds a column of it. Alembic creates no type for `add_column`, and drops none with a column: both are written out.',
  parameters: [table, newColumn('status'), newType, labels],
  upgrade: (read) => [
    createType(read),
    addColumn(
      read,
      call(
        'postgresql.ENUM',
        ...read.names('labels').map(text),
        `name=${text(read.table('type').name)}`,
        schemaOf(read.table('type')),
        'create_type=False',
      ),
      'nullable=True',
    ),
  ],
  downgrade: (read) => [dropColumn(read.table('table'), read.name('column')), dropType(read)],
};

const dropEnumType: Pattern = {
  id: 'drop-enum-type',
  title: 'Drop an enum type',
  description:
    'Drops an enum type that nothing uses any more, and creates it again on the way back. PostgreSQL refuses where a column still has the type.',
  parameters: [existingType('status_type'), { ...labels, of: 'type' }],
  upgrade: (read) => [dropType(read)],
  downgrade: (read) => [createType(read)],
};

export const enumPatterns: readonly Pattern[] = [enumValue, enumType, enumColumn, dropEnumType];
