import type { Change } from '../../changes/change.js';
import { guardFixes } from '../guard-fixes.js';
import { isRepeatable } from '../repeatable.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const statementBeforeAutocommitBlock: RuleOn<'change'> = {
  id: 'statement-before-autocommit-block',
  title: 'A failure would leave half of the revision, and the next run fails over it',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, migration, steps }, context) {
    if (context.env.autocommit || !steps.some((step) => step.change.autocommit)) return;
    const changes = steps.map((step) => step.change);
    const at = changes.indexOf(change);
    const later = changes.slice(at + 1);
    const left = change.autocommit
      ? later.some((other) => !isSameStatement(other, change))
      : later.some(({ autocommit }) => autocommit);
    if (!left || isRepeatable(change, changes.slice(0, at))) return;
    yield {
      at: headOf(migration, change),
      message: change.autocommit
        ? 'This is committed at once. If a statement after it fails, it stays though the revision does not count as applied, and the next run fails here.'
        : 'The autocommit_block() after this commits it. If a statement from there on fails, it stays though the revision does not count as applied, and the next run fails here.',
      help: 'Guard it, so that it may run twice (IF NOT EXISTS, IF EXISTS, or a DROP … IF EXISTS before it), or put the autocommit_block() and what follows into a revision of its own.',
      fixes: guardFixes(migration, change, context),
    };
  },
};

const isSameStatement = (left: Change, right: Change) =>
  left.source.operation === right.source.operation;
