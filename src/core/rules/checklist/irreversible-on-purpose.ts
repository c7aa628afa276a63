import type { Migration, RuleOn } from '../rule.js';
import { bodyOf } from '../statements.js';

export const irreversibleOnPurpose: RuleOn<'revision'> = {
  id: 'irreversible-on-purpose',
  title: 'downgrade() refuses, and says why',
  category: 'checklist',
  severity: 'info',
  on: 'revision',
  *check(migration) {
    const raised = raisesWithReason(migration);
    if (!raised) return;
    yield {
      at: raised,
      message: `There is no way back from revision ${migration.revision.revision}: downgrade() raises.`,
      help: 'A roll back stops here. Keep a backup from before the upgrade.',
    };
  },
};

/** The range of `raise NotImplementedError("reason")` where that is all that downgrade() does. */
export function raisesWithReason(migration: Migration) {
  const { downgrade } = migration.body;
  if (!downgrade?.raises) return undefined;
  const statements = bodyOf(migration, downgrade.range)?.statements;
  const raise = statements?.find(({ name }) => name === 'RaiseStatement');
  if (!raise) return undefined;
  const text = migration.text.slice(raise.from, raise.to);
  const reason =
    /\(\s*(?:[a-zA-Z_]\w*|[fFrR]{0,2}(["'])(?:(?!\1)[^]){3,}|[fFrR]{0,2}(?:"""|''')[^]{3,})/;
  return reason.test(text) ? { from: raise.from, to: raise.to } : undefined;
}
