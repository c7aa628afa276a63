import type { ChangeOf } from '../../changes/change.js';
import { autocommitBlock, execute, sqlName } from '../../changes/inverse/python.js';
import { best, sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement, withOption } from '../own-statement.js';
import { isPartitioned } from '../partitioned.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';
import { inAutocommitBlock, linesOf } from '../statements.js';

export const dropIndexNotConcurrent: RuleOn<'change'> = {
  id: 'drop-index-not-concurrent',
  title: 'An index is dropped under a lock that blocks its table',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before, steps } = subject;
    if (change.kind !== 'drop_index' || !effects.rows.includes('drop-index')) return;
    const index = best(before.index(change.index));
    if (!index && before.incomplete === undefined) return;
    const table = index?.definition.table ?? change.table;
    const isNew = table && !effects.relations.some(({ role }) => role === 'table');
    if (isNew || (table && isSmall(table, context))) return;
    const gone = steps.some(
      (step) => step.change.kind === 'drop_table' && table && sameName(step.change.table, table),
    );
    if (gone) return;
    const partitioned = table && isPartitioned(before, table);
    yield {
      at: headOf(migration, change),
      message: `Dropping the index ${change.index.name} locks ${table ? objectText(table) : 'its table'} against reads and writes, and waits behind every query that runs on it.`,
      help: partitioned
        ? 'CONCURRENTLY does not work on a partitioned table: set a lock_timeout, and keep other work out of this transaction.'
        : change.cascade
          ? 'CONCURRENTLY has no CASCADE: drop what depends on the index first, then the index CONCURRENTLY in an autocommit_block().'
          : 'Drop it CONCURRENTLY in an autocommit_block().',
      fixes: partitioned || change.cascade ? [] : fixes(subject, change),
    };
  },
};

function fixes({ migration, steps }: ChangeSubject, change: ChangeOf<'drop_index'>): Fix[] {
  const title = 'Drop it CONCURRENTLY';
  const together = steps.flatMap(({ change: other }) =>
    other.kind === 'drop_index' && other.source.range.from === change.source.range.from
      ? [other]
      : [],
  );
  if (together.length > 1) {
    // CONCURRENTLY takes one name.
    const drops = together.map(({ index, ifExists }) =>
      execute(`DROP INDEX CONCURRENTLY ${ifExists ? 'IF EXISTS ' : ''}${sqlName(index)}`),
    );
    const lines = change.autocommit
      ? drops
      : [autocommitBlock, ...drops.map((line) => `    ${line}`)];
    const first = together[0] === change;
    return first ? rewriting(title, migration, soleStatement(migration, change), lines) : [];
  }
  const sql = { after: ['index'], text: ' CONCURRENTLY' };
  const statement = withOption(migration, change, ['postgresql_concurrently', 'True'], sql);
  const lines =
    statement && (change.autocommit ? linesOf(statement) : inAutocommitBlock(statement));
  return rewriting(title, migration, statement, lines);
}
