import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { relationIn } from '../waiting.js';

/** By the row of the table of effects: what has to wait. */
const waiting: Readonly<Record<string, string>> = {
  'create-trigger': 'all writes',
  'alter-trigger-state': 'all writes',
  'drop-trigger': 'all reads and writes',
};

export const triggerLocksTable: RuleOn<'change'> = {
  id: 'trigger-locks-table',
  title: 'A change of a trigger locks its table',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration } = subject;
    const isTrigger =
      'object' in change && 'type' in change.object && change.object.type === 'trigger';
    if (!isTrigger && change.kind !== 'alter_table') return;
    const blocked = effects.rows.flatMap((row) => waiting[row] ?? [])[0];
    const table = relationIn(subject, 'table', context);
    if (blocked === undefined || !table) return;
    yield {
      at: headOf(migration, change),
      message: `This locks ${objectText(table.relation)}: ${blocked} wait until the transaction ends.`,
      help: 'It takes a moment, but waits for all transactions that use the table, and others queue behind it. Set a lock_timeout, and keep long work out of this transaction.',
    };
  },
};
