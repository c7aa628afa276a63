import type { ChangeOf } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import { isAtLeast } from '../../project/package-versions.js';
import { setKeyword } from '../calls.js';
import type { Fix } from '../finding.js';
import { addedWith, notValidThenValidate } from '../not-valid.js';
import { isPartitioned } from '../partitioned.js';
import type { Migration, RuleContext, RuleOn, Step } from '../rule.js';
import { headOf } from '../sql-places.js';
import { constraintAfterColumn } from '../split-column.js';
import { scannedIn } from '../waiting.js';

export const foreignKeyValidatedAtOnce: RuleOn<'change'> = {
  id: 'foreign-key-validated-at-once',
  title: 'A foreign key reads a table that exists while writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before, steps } = subject;
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'foreign_key') return;
    if (!scannedIn(subject, 'table', context)) return;
    const added = columnOf(change, steps);
    const empty = added !== undefined && added.column.nullable !== false && !added.column.default;
    const referenced = effects.relations.find(({ role }) => role === 'referenced')?.relation;
    const other = referenced ? ` and ${objectText(referenced)}` : '';
    const table = objectText(change.table);
    const whole = isPartitioned(before, change.table) && context.postgres < 18;
    yield {
      at: headOf(migration, change),
      message: added
        ? `Adding the foreign key reads every row of ${table} under ADD COLUMN's lock, which blocks reads and writes${empty ? ', though the new column is empty' : ''}.`
        : `Adding the foreign key reads every row of ${table} while writes to ${table}${other} wait.`,
      help: whole
        ? 'A foreign key of a partitioned table cannot be NOT VALID before PostgreSQL 18: add it NOT VALID to each partition, validate it there, outside the transaction, and then add it to the whole.'
        : empty
          ? 'With Alembic 1.18.5 or newer, write op.add_column(…, inline_references=True), in SQL REFERENCES in the ADD COLUMN: PostgreSQL then has nothing to check. Before that, add the column and the key NOT VALID in separate operations, and validate it outside the transaction.'
          : 'Add it NOT VALID, and validate it outside the transaction, where writes go on.',
      ...(empty ? { severity: 'info' as const } : {}),
      fixes: whole
        ? []
        : added
          ? ofNewColumn(migration, change, added, empty, context)
          : notValidThenValidate(migration, change),
    };
  },
};

/** The ADD COLUMN that it came with. */
function columnOf(
  change: ChangeOf<'add_constraint'>,
  steps: readonly Step[],
): ChangeOf<'add_column'> | undefined {
  const added = addedWith(change, steps);
  const { constraint } = change;
  const own = constraint.type === 'foreign_key' && constraint.columns?.[0] === added?.column.name;
  return own ? added : undefined;
}

/** Alembic loses ON DELETE of an inline reference before 1.18.5. */
function ofNewColumn(
  migration: Migration,
  change: ChangeOf<'add_constraint'>,
  { column }: ChangeOf<'add_column'>,
  empty: boolean,
  { alembic }: RuleContext,
): Fix[] {
  const { operation } = change.source;
  const inline =
    empty && !operation.batch && operation.name === 'add_column' && isAtLeast(alembic, '1.18.5')
      ? setKeyword(migration, operation.range, 'inline_references', 'True')
      : undefined;
  return inline
    ? [{ title: 'Add inline_references=True', safety: 'review', edits: [inline] }]
    : constraintAfterColumn(migration, change, column.name);
}
