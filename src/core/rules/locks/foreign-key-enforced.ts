import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { wordsAt } from '../sql-places.js';
import { relationIn } from '../waiting.js';

export const foreignKeyEnforced: RuleOn<'change'> = {
  id: 'foreign-key-enforced',
  title: 'ENFORCED checks every row while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration } = subject;
    if (change.kind !== 'alter_table' || !effects.rows.includes('enforce-foreign-key')) return;
    const table = relationIn(subject, 'table', context);
    if (!table) return;
    const referenced = effects.relations.find(({ role }) => role === 'referenced')?.relation;
    const other = referenced ? `, and writes to ${objectText(referenced)} wait` : '';
    yield {
      at: wordsAt(migration, change, ['enforced']),
      message: `Enforcing the foreign key reads every row of ${objectText(table.relation)} under a lock that blocks reads and writes${other}.`,
      help: 'Add a second foreign key that is NOT VALID, validate it outside the transaction, where reads and writes go on, and then drop the one that is not enforced.',
    };
  },
};
