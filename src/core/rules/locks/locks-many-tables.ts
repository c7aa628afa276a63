import { best, keyOf } from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import { lockedTables } from '../held-locks.js';
import type { RuleContext, RuleOn, Step } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

/** A foreign key locks two; with a third there is more than one thing going on. */
const many = 3;

export const locksManyTables: RuleOn<'change'> = {
  id: 'locks-many-tables',
  title: 'One transaction locks several tables',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const own = locked(subject, context);
    if (own.length === 0) return;
    const before: (readonly [unknown, string])[] = [];
    const keys = new Set<unknown>();
    for (const { step } of context.transactions.before(subject)) {
      const more = locked(step, context);
      before.push(...more.toReversed());
      for (const [key] of more) keys.add(key);
      if (keys.size >= many) return;
    }
    if (keys.size === 0) return;
    const held = new Map(before.reverse());
    for (const [key, name] of own) held.set(key, name);
    if (held.size < many) return;
    const names = [...held.values()];
    yield {
      at: headOf(subject.migration, subject.change),
      message: `The transaction by now keeps writers out of ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}, each until its end.`,
      help: 'Lock one table at a time: with revisions in transactions of their own (transaction_per_migration=True in env.py). A client that takes two of them in another order ends in a deadlock, and PostgreSQL may choose the client.',
    };
  },
};

/** By what made the table, which a rename leaves as it is, else by its name. */
function locked(step: Step, context: RuleContext): (readonly [unknown, string])[] {
  return lockedTables(step)
    .filter(({ relation, role }) => role !== 'partition' && !isSmall(relation, context))
    .map(({ relation }) => [identityOf(step, relation), objectText(relation)]);
}

function identityOf({ before }: Step, relation: ObjectName): unknown {
  const origin = best(before.table(relation))?.origin;
  return origin?.kind === 'create_table' ? origin : keyOf(relation);
}
