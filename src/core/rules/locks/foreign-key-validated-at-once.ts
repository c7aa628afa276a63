import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';
import { notValidThenValidate } from '../not-valid.js';

export const foreignKeyValidatedAtOnce: RuleOn<'change'> = {
  id: 'foreign-key-validated-at-once',
  title: 'A foreign key reads a table that exists while writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before, steps }, context) {
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'foreign_key') return;
    const own = effects.relations.find(({ role, scans }) => role === 'table' && scans);
    if (!own || isSmall(change.table, context)) return;
    const { columns } = change.constraint;
    const added = steps.find(
      (step) =>
        step.change.kind === 'add_column' &&
        step.change.source.operation === change.source.operation &&
        step.change.column.name === columns?.[0],
    )?.change;
    const empty =
      added?.kind === 'add_column' &&
      added.column.nullable !== false &&
      !added.column.default &&
      before.column(change.table, added.column.name).state === 'present';
    const referenced = effects.relations.find(({ role }) => role === 'referenced')?.relation;
    const other = referenced ? ` and ${objectText(referenced)}` : '';
    const table = objectText(change.table);
    yield {
      at: headOf(migration, change),
      message: empty
        ? `Adding the foreign key reads every row of ${table} under ADD COLUMN's lock, which blocks reads and writes, though the new column is empty.`
        : `Adding the foreign key reads every row of ${table} while writes to ${table}${other} wait.`,
      help: empty
        ? 'With Alembic 1.18.2 or newer, write op.add_column(…, inline_references=True): PostgreSQL then has nothing to check. Before that, add the column and the key NOT VALID in separate operations, and validate it outside the transaction.'
        : 'Add it NOT VALID, and validate it outside the transaction, where writes go on.',
      ...(empty ? { severity: 'info' as const } : {}),
      fixes: notValidThenValidate(migration, change),
    };
  },
};
