/** What several patterns have in common. */
import {
  autocommitBlock,
  call,
  executeLine,
  list,
  quoted,
  schemaOf,
  sqlName,
  text,
} from '../../changes/inverse/python.js';
import type { ObjectName } from '../../changes/objects.js';
import { clipName } from '../../schema/replay/choose-name.js';
import type { Parameter, Reader } from '../pattern.js';

export const table: Parameter = {
  name: 'table',
  kind: 'table',
  title: 'Table',
  example: 'tablename',
};

export const newColumn = (example: string): Parameter => ({
  name: 'column',
  kind: 'new column',
  title: 'New column',
  example,
});

export const column = (example: string): Parameter => ({
  name: 'column',
  kind: 'column',
  title: 'Column',
  example,
  of: 'table',
});

export const columns = (example: string): Parameter => ({
  name: 'columns',
  kind: 'columns',
  title: 'Columns, with commas between them',
  example,
  of: 'table',
});

/** A name made of a prefix, the table and columns, as Alembic’s users name indexes and constraints. */
export const newName = (title: string, prefix: string, of = 'columns', suffix = ''): Parameter => ({
  name: 'name',
  kind: 'new name',
  title,
  example: 'name',
  proposal: (read) =>
    clipName([prefix, read.table('table').name, ...read.names(of)].join('_') + suffix),
});

/** Whether a key may be added: what happens to rows when what they refer to is deleted. */
export const onDelete: Parameter = {
  name: 'ondelete',
  kind: 'choice',
  title: 'When the referenced row is deleted',
  example: 'CASCADE',
  choices: ['CASCADE', 'SET NULL', 'RESTRICT', 'NO ACTION'],
};

export const pythonTypes: readonly string[] = [
  'sa.String(200)',
  'sa.Text()',
  'sa.Integer()',
  'sa.BigInteger()',
  'sa.Boolean()',
  'sa.Numeric(12, 2)',
  'sa.Float()',
  'sa.Date()',
  'sa.DateTime(timezone=True)',
  'postgresql.UUID(as_uuid=True)',
  'postgresql.JSONB()',
  'postgresql.ARRAY(sa.Text())',
  'sa.LargeBinary()',
];

/** Lines that run outside of the migration's transaction. */
export const inAutocommitBlock = (...lines: readonly string[]): string[] => [
  autocommitBlock,
  ...lines.map((line) => `    ${line}`),
];

/** `op.add_column(…)` of a column with these arguments after its name. */
export const addColumn = (read: Reader, ...args: readonly string[]): string =>
  call(
    'op.add_column',
    text(read.table('table').name),
    call('sa.Column', text(read.name('column')), ...args),
    schemaOf(read.table('table')),
  );

export const dropColumn = (owner: ObjectName, name: string): string =>
  call('op.drop_column', text(owner.name), text(name), schemaOf(owner));

/** An index of the schema of its table. */
const indexName = ({ schema }: ObjectName, name: string) => sqlName({ schema, name });

/** What a failed try may have left is dropped first: it would be INVALID and stay so. */
export const buildIndex = (
  owner: ObjectName,
  name: string,
  names: readonly string[],
  ...options: readonly string[]
): string[] =>
  inAutocommitBlock(
    dropIndexIfExists(owner, name),
    call(
      'op.create_index',
      text(name),
      text(owner.name),
      list(names),
      ...options,
      schemaOf(owner),
      'postgresql_concurrently=True',
    ),
  );

export const dropIndex = (owner: ObjectName, name: string): string[] =>
  inAutocommitBlock(dropIndexIfExists(owner, name));

const dropIndexIfExists = (owner: ObjectName, name: string) =>
  executeLine(`DROP INDEX CONCURRENTLY IF EXISTS ${indexName(owner, name)}`);

/** Makes adding a constraint repeatable: PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS. */
export const dropConstraintIfExists = (owner: ObjectName, name: string): string =>
  executeLine(`ALTER TABLE ${sqlName(owner)} DROP CONSTRAINT IF EXISTS ${quoted(name)}`);

export const validate = (owner: ObjectName, name: string): string[] =>
  inAutocommitBlock(
    executeLine(`ALTER TABLE ${sqlName(owner)} VALIDATE CONSTRAINT ${quoted(name)}`),
  );
