import { objectText } from '../../changes/object-text.js';
import { notValidThenValidate } from '../not-valid.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const checkValidatedAtOnce: RuleOn<'change'> = {
  id: 'check-validated-at-once',
  title: 'A CHECK reads a table that exists while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration }, context) {
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'check') return;
    const scanned = effects.relations.some(({ role, scans }) => role === 'table' && scans);
    if (!scanned || isSmall(change.table, context)) return;
    const name = change.constraint.name === undefined ? '' : ` ${change.constraint.name}`;
    const table = objectText(change.table);
    yield {
      at: headOf(migration, change),
      message: `Adding the check${name} reads every row of ${table} under a lock that blocks reads and writes.`,
      help: 'Add it NOT VALID, and validate it outside the transaction, where reads and writes go on.',
      fixes: notValidThenValidate(migration, change),
    };
  },
};
