import { objectText } from '../../changes/object-text.js';
import { isOther, longWork, lockedTables } from '../held-locks.js';
import type { RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';
import { blocksReads } from '../../changes/effects/lock-modes.js';

export const newTableLocksParent: RuleOn<'change'> = {
  id: 'new-table-locks-parent',
  title: 'A new table locks one that exists while long work follows',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, migration } = subject;
    if (change.kind !== 'create_table') return;
    const locked = lockedTables(subject).filter(
      ({ relation, role }) => role !== 'table' && !isSmall(relation, context),
    );
    if (locked.length === 0) return;
    const later = [...context.transactions.after(subject)];
    const work = later.find(
      ({ step }) => isOther(step, subject) && longWork(step, context) !== undefined,
    );
    if (!work) return;
    const names = locked.map(({ relation }) => objectText(relation)).join(' and ');
    const against = locked.some(({ lock }) => blocksReads(lock)) ? 'reads and writes' : 'writes';
    yield {
      at: headOf(migration, change),
      message: `Creating ${objectText(change.table)} locks ${names} against ${against} to the end of the transaction, in which long work follows.`,
      help: `Create the table in a transaction of its own, or do the long work first; then ${names} is locked only for a moment.`,
      related: [
        {
          file: migration.file,
          range: headOf(migration, work.step.change),
          message: 'the work that follows',
        },
      ],
    };
  },
};
