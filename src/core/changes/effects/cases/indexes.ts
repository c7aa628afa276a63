import { best, certain } from '../../known-schema.js';
import { type Cases, tableIn } from './case.js';

export const indexCases: Cases = {
  create_index({ index, concurrently, ifNotExists, source }, { schema, inTransaction }) {
    const table = { table: [index.table] };
    const { name } = index;
    if (concurrently && inTransaction) return [{ row: 'create-index-concurrently-in-transaction' }];
    const known = tableIn(schema, index.table);
    if (concurrently && known?.partitionBy !== undefined)
      return [{ row: 'index-concurrently-partitioned' }];
    const there =
      name !== undefined && schema && certain(schema.index({ schema: index.table.schema, name }));
    if (ifNotExists && there) return [{ row: 'create-index-exists', relations: table }];
    if (/\bon\s+only\b/i.test(source.sql ?? ''))
      return [{ row: 'create-index-on-only', relations: table }];
    const row = concurrently ? 'create-index-concurrently' : 'create-index';
    return [{ row, relations: table, builds: [name] }];
  },

  drop_index({ index, table, concurrently, cascade }, { schema, inTransaction }) {
    const known = schema && best(schema.index(index));
    if (concurrently && inTransaction) return [{ row: 'drop-index-concurrently-in-transaction' }];
    if (concurrently && cascade) return [{ row: 'drop-index-concurrently-cascade' }];
    if (known?.constraint && !known.doubt) return [{ row: 'drop-index-of-constraint' }];
    const owner = known?.definition.table ?? table;
    if (concurrently && owner && tableIn(schema, owner)?.partitionBy !== undefined)
      return [{ row: 'index-concurrently-partitioned' }];
    return [
      {
        row: concurrently ? 'drop-index-concurrently' : 'drop-index',
        relations: { index: [index], table: owner ? [owner] : [] },
        ...(owner ? {} : { unknown: 'the table of the index is not known' }),
      },
    ];
  },

  rename_index: ({ index }) => [{ row: 'rename-index', relations: { index: [index], table: [] } }],
};
