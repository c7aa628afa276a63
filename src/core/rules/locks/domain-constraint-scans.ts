import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf, findWords, placeIn } from '../sql-places.js';
import { isSmall } from '../small-table.js';

export const domainConstraintScans: RuleOn<'change'> = {
  id: 'domain-constraint-scans',
  title: 'A constraint of a domain reads every table that uses it while writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before }, context) {
    if (change.kind !== 'other' || !effects.rows.includes('domain-constraint')) return;
    const { sql = '' } = change.source;
    const [, schema, name = ''] = /\bdomain\s+(?:"?([\w$]+)"?\.)?"?([\w$]+)"?/i.exec(sql) ?? [];
    const tables = effects.relations
      .filter(({ role, relation }) => role === 'user' && !isSmall(relation, context))
      .map(({ relation }) => objectText(relation));
    // A domain that no known column has may be that of tables that nobody knows.
    const known = best(before.object('domain', { schema, name }));
    if (tables.length === 0 && (known || before.incomplete === undefined)) return;
    const users = tables.length > 0 ? tables.join(', ') : `each table that uses ${name}`;
    const words = findWords(sql, ['alter', 'domain']);
    yield {
      at: (words && placeIn(change, words.from, words.to)) ?? headOf(migration, change),
      message: `This reads every row of ${users} under a lock that blocks writes.`,
      help: 'Neither NOT VALID nor VALIDATE avoids it: validating a domain takes the same lock. Put the condition on the tables instead, as a CHECK that is added NOT VALID and validated outside the transaction; or add it to the domain NOT VALID and leave it so, which binds new rows only.',
    };
  },
};
