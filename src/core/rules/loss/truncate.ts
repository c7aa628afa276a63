import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const truncate: RuleOn<'change'> = {
  id: 'truncate',
  title: 'TRUNCATE empties a table',
  category: 'loss',
  severity: 'error',
  reasonRequired: true,
  upgradeOnly: true,
  on: 'change',
  *check({ change, migration, before, steps }) {
    if (change.kind !== 'truncate') return;
    const own = new Set(steps.map((step) => step.change));
    const old = change.tables.filter((name) => {
      const table = certain(before.table(name));
      return !table || !own.has(table.origin);
    });
    if (old.length === 0) return;
    yield {
      at: headOf(migration, change),
      message: `TRUNCATE empties ${old.map(objectText).join(', ')}: all rows are gone, and no downgrade() brings them back.`,
      help: 'Delete the rows that are meant, by a WHERE; or keep a copy of the table first.',
    };
  },
};
