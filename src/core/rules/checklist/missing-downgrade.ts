import type { SourceRange } from '../../python/value.js';
import type { Fix } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { acts, inverseOfUpgrade, writeDowngrade } from '../write-downgrade.js';
import { raisesWithReason } from './irreversible-on-purpose.js';

export const missingDowngrade: RuleOn<'revision'> = {
  id: 'missing-downgrade',
  title: 'upgrade() has operations, downgrade() does nothing',
  category: 'checklist',
  severity: 'error',
  reasonRequired: true,
  on: 'revision',
  *check(migration) {
    const { upgrade, downgrade, unanalyzable } = migration.body;
    if (!upgrade || upgrade.operations.length === 0) return;
    const elsewhere = migration.module.scope.bindings.has('downgrade') && !downgrade;
    const acting = downgrade && !downgrade.empty && !downgrade.raises;
    if (elsewhere || acting || raisesWithReason(migration)) return;
    if (downgrade?.operations.length === 0 && mayHide(migration, unanalyzable)) return;
    if (downgrade && isBackfill(migration) && saysWhy(migration, downgrade.range)) return;
    const generated = inverseOfUpgrade(migration);
    if (!acts(generated) && generated.notDerivable.length === 0) return;
    const what = !downgrade
      ? 'There is no downgrade()'
      : downgrade.raises
        ? 'downgrade() raises without saying why'
        : 'downgrade() is empty';
    const count = upgrade.operations.length;
    const range = (downgrade ?? upgrade).range;
    const left = generated.notDerivable.map(({ line, reason }) => `line ${line}: ${reason}`);
    yield {
      at: { from: range.from, to: migration.text.indexOf('(', range.from) },
      message: `${what}, though upgrade() has ${count === 1 ? 'an operation' : `${count} operations`}: there is no way back.`,
      help: [
        'Write the inverse of upgrade(), in reversed order; or, if there is none, raise NotImplementedError with the reason.',
        ...(left.length > 0 ? [`Not derivable: ${left.join('; ')}.`] : []),
      ].join(' '),
      fixes: acts(generated) ? fixes(migration, generated) : [],
    };
  },
};

function fixes(migration: Migration, generated: ReturnType<typeof inverseOfUpgrade>): Fix[] {
  const edits = writeDowngrade(migration, generated);
  const complete = generated.notDerivable.length === 0;
  const title = complete
    ? 'Write downgrade() from upgrade()'
    : 'Write downgrade() from upgrade(), as far as it can be derived';
  return edits ? [{ title, safety: complete ? 'safe' : 'review', edits }] : [];
}

/** Rows are changed and nothing else: what they held before is gone, and nobody misses it. */
const isBackfill = ({ upgrade }: Migration) =>
  upgrade.some(({ change }) => change.kind === 'update') &&
  upgrade.every(({ change }) => change.kind === 'update' || change.kind === 'other');

/** A comment in downgrade() tells that there is nothing to undo. */
const saysWhy = ({ text }: Migration, { from, to }: SourceRange) =>
  /^\s*#.*\w{3}/m.test(text.slice(from, to));

/** Something in downgrade() could not be read. */
function mayHide(
  { module, body: { downgrade } }: Migration,
  unanalyzable: Migration['body']['unanalyzable'],
): boolean {
  const last = downgrade ? module.lines.line(downgrade.range.to) : 0;
  const first = downgrade?.line ?? 1;
  return unanalyzable.some(({ line }) => line >= first && line <= last);
}
