import type { Change } from '../../changes/change.js';
import { differences } from '../schema-difference.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { acts, inverseOfUpgrade, writeDowngrade } from '../write-downgrade.js';

export const operationNotReversed: RuleOn<'revision'> = {
  id: 'operation-not-reversed',
  title: 'downgrade() does not bring back the schema from before',
  category: 'checklist',
  severity: 'warning',
  reasonRequired: true,
  on: 'revision',
  *check(migration) {
    const { body, before, undone, upgrade } = migration;
    if (!body.downgrade || body.downgrade.empty || body.downgrade.raises) return;
    if (!body.upgrade || body.downgrade.operations.length === 0) return;
    const found = new Map<Change | undefined, string[]>();
    for (const { what, change } of differences({ before, undone, upgrade })) {
      const own = upgrade.find((step) => change && step.change === change)?.change;
      found.set(own, [...(found.get(own) ?? []), what]);
    }
    if (found.size === 0) return;
    const generated = inverseOfUpgrade(migration);
    const complete = generated.notDerivable.length === 0 && acts(generated);
    const edits = complete ? writeDowngrade(migration, generated) : undefined;
    const { from } = body.downgrade.range;
    for (const [own, all] of found)
      yield {
        at: own ? headOf(migration, own) : { from, to: migration.text.indexOf('(', from) },
        message: `After downgrade() ${listed(all)}.`,
        help: 'Add the inverse to downgrade(), in reversed order.',
        fixes: edits
          ? [{ title: 'Write downgrade() anew from upgrade()', safety: 'review', edits }]
          : [],
      };
  },
};

/** The first few; a table that was made anew may differ in all of its parts. */
function listed(all: readonly string[]): string {
  const rest = all.length - most;
  return all.slice(0, most).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

const most = 5;
