import { isReserved } from '../../sql/format-type.js';
import { kindText, newNames, placeOfName, type NewName } from '../new-names.js';
import type { RuleOn } from '../rule.js';

export const reservedWordName: RuleOn<'change'> = {
  id: 'reserved-word-name',
  title: 'A new name is a word that SQL reserves',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, migration }) {
    if (direction === 'downgrade') return;
    for (const name of newNames(change)) {
      if (!queried.includes(name.what) || !isReserved(name.name)) continue;
      yield {
        at: placeOfName(migration, change, name.name),
        message: `The ${kindText(name)} ${name.name} is named by a key word that PostgreSQL reserves: all SQL that is written by hand has to quote it.`,
        help: 'Take another name, such as a plural for a table (users) and a more telling one for a column (sort_order, valid_from).',
      };
    }
  },
};

/** What queries name. */
const queried: readonly NewName['what'][] = [
  'table',
  'column',
  'enum',
  'view',
  'materialized view',
  'schema',
  'sequence',
  'type',
  'domain',
];
