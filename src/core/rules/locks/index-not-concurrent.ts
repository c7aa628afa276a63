import { execute, sqlName } from '../../changes/inverse/python.js';
import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { isPartitioned, partitionedIndexHelp } from '../partitioned.js';
import { indexAfterColumn } from '../split-column.js';
import { rewriting, withOption } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';
import { inAutocommitBlock, linesOf } from '../statements.js';

export const indexNotConcurrent: RuleOn<'change'> = {
  id: 'index-not-concurrent',
  title: 'An index is built on a table that exists while writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before, after }, context) {
    if (change.kind !== 'create_index' || change.concurrently) return;
    const table = effects.relations.find(({ scans, role }) => scans && role === 'table');
    if (!table || isSmall(change.index.table, context)) return;
    const { table: owner } = change.index;
    const made = best(after.table(owner))?.indexes.find(({ origin }) => origin === change);
    const name = change.index.name ?? made?.name;
    const partitioned = isPartitioned(before, owner);
    const adding = change.source.operation.name === 'add_column';
    const blocked = adding ? 'reads and writes' : 'writes';
    yield {
      at: headOf(migration, change),
      message: `Building ${name === undefined ? 'an index' : `the index ${name}`} makes all ${blocked} of ${objectText(owner)} wait until it is done.`,
      help: partitioned
        ? `CONCURRENTLY does not work on a partitioned table. ${partitionedIndexHelp(change, before)}`
        : adding
          ? 'Add the column without index=True, and build the index in an autocommit_block() with postgresql_concurrently=True.'
          : 'Build it CONCURRENTLY in an autocommit_block(); drop what a failed try may have left first.',
      fixes:
        partitioned || name === undefined
          ? []
          : adding
            ? indexAfterColumn(migration, change, name)
            : fixes(name),
    };

    function fixes(index: string) {
      const sql = { after: ['index'], text: ' CONCURRENTLY' };
      const statement = withOption(migration, change, ['postgresql_concurrently', 'True'], sql);
      const leftover = execute(
        `DROP INDEX CONCURRENTLY IF EXISTS ${sqlName({ schema: owner.schema, name: index })}`,
      );
      const lines =
        statement &&
        (change.autocommit
          ? [leftover, ...linesOf(statement)]
          : inAutocommitBlock(statement, [leftover]));
      return rewriting('Build it CONCURRENTLY', migration, statement, lines);
    }
  },
};
