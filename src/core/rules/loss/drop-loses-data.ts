import { lossOf } from '../../changes/loss.js';
import { isCopied } from '../is-copied.js';
import { madeHere } from '../made-here.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

const dropping: readonly string[] = ['drop_table', 'drop_column', 'drop_type', 'drop_object'];

export const dropLosesData: RuleOn<'change'> = {
  id: 'drop-loses-data',
  title: 'A table or column is dropped with its data',
  category: 'loss',
  severity: 'warning',
  reasonRequired: true,
  upgradeOnly: true,
  on: 'change',
  *check(subject, { rowsOf }) {
    const { change, migration } = subject;
    const loss = dropping.includes(change.kind) ? lossOf(change) : undefined;
    if (loss === undefined || isNew(subject)) return;
    const copied = isCopied(subject);
    const rows = 'table' in change ? rowsOf(change.table) : undefined;
    const known = rows === undefined ? '' : `, ${String(rows)} ${rows === 1 ? 'row' : 'rows'} now`;
    const severity = copied || rows === 0 ? 'info' : rows === undefined ? 'warning' : 'error';
    yield {
      at: headOf(migration, change),
      message: `This ${loss}${known}${copied ? ', after an earlier statement read it' : ''}.`,
      help: 'Release code that no longer uses it first, and drop it in a later release; keep a copy if the data may be needed.',
      severity,
    };
  },
};

/** The same function created it. */
function isNew({ change, before, steps }: ChangeSubject): boolean {
  if (change.kind === 'drop_table') return madeHere(steps, before.table(change.table));
  return (
    change.kind === 'drop_column' && madeHere(steps, before.column(change.table, change.column))
  );
}
