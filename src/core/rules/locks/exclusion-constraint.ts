import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { relationIn } from '../waiting.js';

export const exclusionConstraint: RuleOn<'change'> = {
  id: 'exclusion-constraint',
  title: 'An exclusion constraint builds its index while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration } = subject;
    if (change.kind !== 'add_constraint' || !effects.rows.includes('add-exclusion')) return;
    const table = relationIn(subject, 'table', context);
    if (!table) return;
    const name = change.constraint.name === undefined ? '' : ` ${change.constraint.name}`;
    yield {
      at: headOf(migration, change),
      message: `The exclusion constraint${name} builds its index while all reads and writes of ${objectText(table.relation)} wait, and fails where rows are in conflict.`,
      help: 'PostgreSQL has no gentler way: it can neither be NOT VALID nor take an index that is there. Add it while the table is small or nobody uses it, with a lock_timeout, in a revision of its own; or create a new table with the constraint and move the rows over in batches.',
    };
  },
};
