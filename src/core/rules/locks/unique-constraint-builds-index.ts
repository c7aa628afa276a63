import type { ChangeOf } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import { isPartitioned } from '../partitioned.js';
import type { Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { buildConcurrently, uniqueAfterColumn, usingIndex } from '../split-column.js';
import { relationIn } from '../waiting.js';

export const uniqueConstraintBuildsIndex: RuleOn<'change'> = {
  id: 'unique-constraint-builds-index',
  title: 'A unique constraint builds its index while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before } = subject;
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'unique') return;
    const { failure } = effects;
    if (effects.rows.includes('using-index-unfit') && failure)
      yield {
        at: headOf(migration, change),
        message: `This fails: ${change.constraint.usingIndex ?? 'the index'} does not fit, ${failure.why}.`,
        help: 'Build a plain unique index CONCURRENTLY in an autocommit_block(), and use that.',
        severity: 'error',
      };
    if (!effects.rows.includes('add-unique') || !relationIn(subject, 'table', context)) return;
    const table = objectText(change.table);
    const partitioned = isPartitioned(before, change.table);
    yield {
      at: headOf(migration, change),
      message: `The unique constraint builds its index while all reads and writes of ${table} wait, and fails where there are duplicates.`,
      help: partitioned
        ? 'USING INDEX does not work on a partitioned table: first give each partition a constraint of its own USING INDEX, from a unique index built CONCURRENTLY; this one then takes those over.'
        : 'Build a unique index CONCURRENTLY in an autocommit_block(), then add the constraint USING INDEX, which takes a moment.',
      fixes: partitioned ? [] : fixes(migration, change),
    };
  },
};

function fixes(migration: Migration, change: ChangeOf<'add_constraint'>): Fix[] {
  const { constraint, table, source } = change;
  if (constraint.type !== 'unique' || constraint.deferrable || change.autocommit) return [];
  const { name, columns, include, nullsNotDistinct } = constraint;
  if (!columns || include || nullsNotDistinct || source.sql !== undefined) return [];
  const [column] = columns;
  if (source.operation.name === 'add_column' && column !== undefined)
    return uniqueAfterColumn(migration, change, column);
  if (name === undefined || source.operation.name !== 'create_unique_constraint') return [];
  return rewriting(
    'Build the index CONCURRENTLY first',
    migration,
    soleStatement(migration, change),
    [...buildConcurrently(name, table, columns, true), usingIndex(table, name, 'UNIQUE')],
  );
}
