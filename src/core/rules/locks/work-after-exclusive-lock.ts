import { sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { closedTables, isOther, longWork, relatedTo, since } from '../held-locks.js';
import type { ChangeSubject, PlacedStep, RuleContext, RuleOn, Step } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const workAfterExclusiveLock: RuleOn<'change'> = {
  id: 'work-after-exclusive-lock',
  title: 'Long work while a table is locked against reads and writes',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const work = longWork(subject, context);
    if (work === undefined) return;
    const held = holderOf(subject, context);
    if (!held) return;
    const names = closedFor(subject, held.step, context).join(' and ');
    yield {
      at: headOf(subject.migration, subject.change),
      message: `${work} goes on while ${names} is locked against reads and writes${since(held, subject)}, to the end of the transaction.`,
      help: `Part them, so that ${names} is locked only for a moment: put the long work into an autocommit_block(), or into a revision that runs in a transaction of its own (transaction_per_migration=True in env.py).`,
      related: [relatedTo(held, `${names} is locked here`)],
    };
  },
};

/**
 * The nearest step before the work that closed a table which the work itself leaves open; undefined
 * also where an earlier work of the same revision has one: a transaction gets one finding there.
 */
function holderOf(subject: ChangeSubject, context: RuleContext): PlacedStep | undefined {
  const works: Step[] = [];
  let held: PlacedStep | undefined;
  for (const placed of context.transactions.before(subject)) {
    const { step, migration } = placed;
    const own = migration === subject.migration;
    if (!own && held && works.length === 0) return held;
    const holds = (work: Step) => isOther(step, work) && closedFor(work, step, context).length > 0;
    if (works.some(holds)) return undefined;
    if (!held && holds(subject)) held = placed;
    if (own && isOther(step, subject) && longWork(step, context) !== undefined) works.push(step);
  }
  return held;
}

/** What a step closed; of tables that the work closes or validates, other rules speak. */
function closedFor(work: Step, step: Step, context: RuleContext): readonly string[] {
  const { change } = work;
  const own = closedTables(work).map(({ relation }) => relation);
  if (change.kind === 'validate_constraint') own.push(change.table);
  return closedTables(step)
    .filter(({ relation }) => !own.some((other) => sameName(other, relation)))
    .filter(({ relation }) => !isSmall(relation, context))
    .map(({ relation }) => objectText(relation));
}
