import type { Change } from '../../changes/change.js';
import { execute, sqlName } from '../../changes/inverse/python.js';
import { sameName } from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { keywordsOf } from '../change-text.js';
import { keywordOf } from '../calls.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';

export const invalidIndexKept: RuleOn<'change'> = {
  id: 'invalid-index-kept',
  title: 'IF NOT EXISTS takes the broken index of a failed build for a good one',
  category: 'locks',
  severity: 'warning',
  on: 'change',
  *check({ change, effects, migration, steps }) {
    if (change.kind !== 'create_index' || !change.concurrently || !change.ifNotExists) return;
    const { name } = change.index;
    if (name === undefined || effects.failure) return;
    const index = { schema: change.index.table.schema, name };
    const at = steps.findIndex((step) => step.change === change);
    if (steps.some((step, place) => minds(step.change, index, place < at))) return;
    const statement = soleStatement(migration, change);
    const drop = execute(`DROP INDEX CONCURRENTLY IF EXISTS ${sqlName(index)}`);
    const keyword = keywordOf(migration, change.source.operation.range, 'if_not_exists');
    yield {
      at:
        change.source.sql === undefined
          ? (keyword?.range ?? headOf(migration, change))
          : wordsAt(migration, change, ['if', 'not', 'exists']),
      message: `If the build of ${name} fails or is cancelled, an INVALID index of that name stays; the next run skips it and counts the revision as done.`,
      help: 'Drop what a failed try may have left before building.',
      fixes: rewriting(
        'Drop a leftover first',
        migration,
        statement,
        change.autocommit ? statement && [drop, statement.text] : undefined,
      ),
    };
  },
};

/** It drops the index before it is built, builds it anew, or looks at it in ways nobody can read. */
function minds(change: Change, index: ObjectName, before: boolean): boolean {
  if (change.kind === 'drop_index') return before && sameName(change.index, index);
  const unread = change.kind === 'unknown' || change.kind === 'other';
  return unread && keywordsOf(change).has(index.name);
}
