import type { Change } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const dropLocksReferencedTable: RuleOn<'change'> = {
  id: 'drop-locks-referenced-table',
  title: 'A drop locks the table that a foreign key refers to',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration }, context) {
    const what = dropped(change);
    if (what === undefined) return;
    const locked = effects.relations.filter(
      ({ role, lock, relation }) =>
        role === 'referenced' && lock === 'ACCESS EXCLUSIVE' && !isSmall(relation, context),
    );
    if (locked.length === 0) return;
    const names = locked.map(({ relation }) => objectText(relation)).join(' and ');
    yield {
      at: headOf(migration, change),
      message: `Dropping ${what} locks ${names}, which it refers to, against reads and writes until the transaction ends.`,
      help: `Do it in a transaction of its own that is over at once, with a lock_timeout: it waits behind every query on ${names}, and all others wait behind it.`,
    };
  },
};

function dropped(change: Change): string | undefined {
  switch (change.kind) {
    case 'drop_table':
      return `${objectText(change.table)} with its foreign key`;
    case 'drop_column':
      return `${objectText(change.table)}.${change.column} with its foreign key`;
    case 'drop_constraint':
      return `the foreign key ${change.name ?? ''} of ${objectText(change.table)}`;
    default:
      return undefined;
  }
}
