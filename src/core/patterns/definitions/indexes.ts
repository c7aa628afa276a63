import { sqlText } from '../../changes/inverse/python.js';
import { quoted } from '../../changes/inverse/python.js';
import type { Pattern, Reader } from '../pattern.js';
import { buildIndex, columns, dropIndex, newName, table } from './parts.js';

const dropBuilt = (read: Reader) => dropIndex(read.table('table'), read.name('name'));

const partialUniqueIndex: Pattern = {
  id: 'partial-unique-index',
  title: 'Partial unique index',
  description:
    'Allows each value once, among the rows that a condition picks; built while reads and writes go on. What a failed try may have left is dropped first, since PostgreSQL keeps it as an INVALID index.',
  parameters: [
    table,
    columns('pim_id'),
    {
      name: 'where',
      kind: 'expression',
      title: 'Condition, in SQL',
      example: 'pim_id IS NOT NULL',
      proposal: (read) =>
        read
          .names('columns')
          .map((name) => `${quoted(name)} IS NOT NULL`)
          .join(' AND '),
    },
    newName('Name of the index', 'uq'),
  ],
  upgrade: (read) =>
    buildIndex(
      read.table('table'),
      read.name('name'),
      read.names('columns'),
      'unique=True',
      `postgresql_where=${sqlText(read.text('where'))}`,
    ),
  downgrade: dropBuilt,
};

const concurrentIndex: Pattern = {
  id: 'concurrent-index',
  title: 'Concurrent index in an autocommit block',
  description:
    'Builds an index while reads and writes go on. CONCURRENTLY cannot run in a transaction, hence the block. What a failed try may have left is dropped first, since PostgreSQL keeps it as an INVALID index.',
  parameters: [table, columns('existing_field'), newName('Name of the index', 'ix')],
  upgrade: (read) => buildIndex(read.table('table'), read.name('name'), read.names('columns')),
  downgrade: dropBuilt,
};

export const indexPatterns: readonly Pattern[] = [partialUniqueIndex, concurrentIndex];
