import type { Change } from '../../changes/change.js';
import { guardFixes } from '../guard-fixes.js';
import { isRepeatable } from '../repeatable.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

/** What comes before others is `statement-before-autocommit-block`'s, here are the last ones. */
export const notIdempotentOutsideTransaction: RuleOn<'change'> = {
  id: 'not-idempotent-outside-transaction',
  title: 'A statement outside the transaction that cannot run twice',
  category: 'alembic',
  severity: 'warning',
  on: 'change',
  *check({ change, migration, steps, direction }, context) {
    // An enum value without a guard is `enum-value-not-idempotent`.
    if (!change.autocommit || context.env.autocommit || change.kind === 'add_enum_value') return;
    const changes = steps.map((step) => step.change);
    const at = changes.indexOf(change);
    const [earlier, later] = [changes.slice(0, at), changes.slice(at + 1)];
    if (isRepeatable(change, earlier)) return;
    const own = (other: Change) => other.source.operation === change.source.operation;
    if (direction === 'upgrade' && !later.every(own)) return;
    const first = changes.find(
      (other, index) => own(other) && !isRepeatable(other, changes.slice(0, index)),
    );
    if (first !== change) return;
    const leaves = change.kind === 'create_index' && change.concurrently;
    if (context.env.transactionPerMigration && direction === 'upgrade' && !leaves) return;
    const why = leaves
      ? 'A build that fails or is cancelled leaves an invalid index of this name'
      : 'This is committed at once, the version only later, together with the revisions that follow in the same run: if one of those fails, this stays';
    const part =
      change.source.part > 0 ? ' The guard of the operation does not reach this part of it.' : '';
    yield {
      at: headOf(migration, change),
      message: `${why}, and the next run fails here.${part}`,
      help: 'Let it run twice: by IF NOT EXISTS or IF EXISTS, or by a DROP … IF EXISTS before it.',
      fixes: guardFixes(migration, change, context),
    };
  },
};
