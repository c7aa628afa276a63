import type { Change } from '../../changes/change.js';
import type { RuleOn } from '../rule.js';
import { findWords, headOf, placeIn } from '../sql-places.js';

export const domainWithConstraint: RuleOn<'change'> = {
  id: 'domain-with-constraint',
  title: 'A domain gets a constraint',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, migration }) {
    const { sql } = change.source;
    if (sql === undefined || direction === 'downgrade') return;
    const words = wordsOf(change).map((each) => findWords(sql, each));
    const found = words.find((range) => range !== undefined);
    if (!found) return;
    yield {
      at: placeIn(change, found.from, found.to) ?? headOf(migration, change),
      message:
        'A domain with a constraint: adding a column of it rewrites the table, and each later constraint of it reads every table that uses it while writes wait.',
      help: 'Put the constraint on the columns: there it can be added NOT VALID and validated later.',
    };
  },
};

/** The words that a constraint begins with, where they can stand in the statement. */
function wordsOf(change: Change): readonly (readonly string[])[] {
  if (change.kind === 'create_object' && change.object.type === 'domain')
    return [['check'], ['not', 'null']];
  return change.kind === 'other' && change.statement === 'AlterDomainStmt'
    ? [
        ['add', 'constraint'],
        ['add', 'check'],
        ['set', 'not', 'null'],
      ]
    : [];
}
