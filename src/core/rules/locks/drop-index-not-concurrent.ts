import { best, sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { rewriting, withOption } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';

export const dropIndexNotConcurrent: RuleOn<'change'> = {
  id: 'drop-index-not-concurrent',
  title: 'An index is dropped under a lock that blocks its table',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before, steps }, context) {
    if (change.kind !== 'drop_index' || !effects.rows.includes('drop-index')) return;
    const table = best(before.index(change.index))?.definition.table ?? change.table;
    if (!table || !effects.relations.some(({ role }) => role === 'table')) return;
    if (isSmall(table, context) || best(before.table(table))?.partitionBy !== undefined) return;
    const gone = steps.some(
      (step) => step.change.kind === 'drop_table' && sameName(step.change.table, table),
    );
    if (gone) return;
    const sql = { after: ['index'], text: ' CONCURRENTLY' };
    const statement = change.autocommit
      ? undefined
      : withOption(migration, change, ['postgresql_concurrently', 'True'], sql);
    const lines = statement && inAutocommitBlock(statement);
    yield {
      at: headOf(migration, change),
      message: `Dropping the index ${change.index.name} locks ${objectText(table)} against reads and writes, and waits behind every query that runs on it.`,
      help: 'Drop it CONCURRENTLY in an autocommit_block().',
      fixes: rewriting('Drop it CONCURRENTLY', migration, statement, lines),
    };
  },
};
