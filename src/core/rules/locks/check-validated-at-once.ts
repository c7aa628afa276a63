import { objectText } from '../../changes/object-text.js';
import { addedWith, notValidThenValidate } from '../not-valid.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { constraintAfterColumn } from '../split-column.js';
import { scannedIn } from '../waiting.js';

export const checkValidatedAtOnce: RuleOn<'change'> = {
  id: 'check-validated-at-once',
  title: 'A CHECK reads a table that exists while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, migration, steps } = subject;
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'check') return;
    if (!scannedIn(subject, 'table', context)) return;
    const name = change.constraint.name === undefined ? '' : ` ${change.constraint.name}`;
    const table = objectText(change.table);
    const column = addedWith(change, steps)?.column.name;
    yield {
      at: headOf(migration, change),
      message: `Adding the check${name} reads every row of ${table} under a lock that blocks reads and writes.`,
      help: `${column === undefined ? '' : 'Add the column without it. '}Add it NOT VALID, and validate it outside the transaction, where reads and writes go on.`,
      fixes:
        column === undefined
          ? notValidThenValidate(migration, change)
          : constraintAfterColumn(migration, change, column),
    };
  },
};
