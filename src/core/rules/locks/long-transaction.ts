import { objectText } from '../../changes/object-text.js';
import { lockedTables } from '../held-locks.js';
import type { PlacedStep, RuleContext, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const longTransaction: RuleOn<'revision'> = {
  id: 'long-transaction',
  title: 'A strong lock is held while further revisions run',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'revision',
  *check(migration, context) {
    const { transactions } = context;
    const next = transactions.next(migration);
    const first = next?.upgrade[0];
    if (!next || !first) return;
    const open = [
      ...transactions.before({ migration: next, direction: 'upgrade', change: first.change }),
    ].reverse();
    const locking = open.filter((placed) => locked(placed, context).length > 0);
    const [held] = locking;
    // One finding for each such transaction: at its first strong lock.
    if (held?.migration !== migration) return;
    const names = locked(held, context).join(' and ');
    yield {
      at: headOf(migration, held.step.change),
      message: `${names} stays locked while revision ${next.revision.revision} runs: \`alembic upgrade\` runs all pending revisions in one transaction.`,
      help: 'Set transaction_per_migration=True in context.configure() of env.py: each revision then is committed by itself, and its locks end with it.',
    };
  },
};

function locked({ step }: PlacedStep, context: RuleContext): readonly string[] {
  return lockedTables(step)
    .filter(({ relation }) => !isSmall(relation, context))
    .map(({ relation }) => objectText(relation));
}
