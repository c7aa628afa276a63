import { best } from '../../changes/known-schema.js';
import { lossOf } from '../../changes/loss.js';
import { keywordsOf } from '../change-text.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const dropLosesData: RuleOn<'change'> = {
  id: 'drop-loses-data',
  title: 'A table or column is dropped with its data',
  category: 'loss',
  severity: 'warning',
  reasonRequired: true,
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, migration } = subject;
    if (change.kind !== 'drop_table' && change.kind !== 'drop_column') return;
    if (madeHere(subject)) return;
    const copied = isCopied(subject);
    yield {
      at: headOf(migration, change),
      message: `This ${lossOf(change) ?? 'drops data'}${copied ? ', after an earlier statement read it' : ''}.`,
      help: 'Release code that no longer uses it first, and drop it in a later release; keep a copy if the data may be needed.',
      ...(copied ? { severity: 'info' as const } : {}),
    };
  },
};

/** The same function created it. */
function madeHere({ change, before, steps }: ChangeSubject): boolean {
  const own = new Set(steps.map((step) => step.change));
  if (change.kind === 'drop_table') {
    const table = best(before.table(change.table));
    return table !== undefined && own.has(table.origin);
  }
  if (change.kind !== 'drop_column') return false;
  const column = best(before.column(change.table, change.column));
  return column !== undefined && own.has(column.origin);
}

/** A statement before it, which writes rows, names it. */
function isCopied({ change, steps }: ChangeSubject): boolean {
  if (change.kind !== 'drop_column' && change.kind !== 'drop_table') return false;
  const name = change.kind === 'drop_column' ? change.column : change.table.name;
  const at = steps.findIndex((step) => step.change === change);
  return steps.slice(0, at).some(({ change: earlier }) => {
    const writes = ['update', 'insert', 'unknown', 'create_table'].includes(earlier.kind);
    return writes && keywordsOf(earlier).has(name);
  });
}
