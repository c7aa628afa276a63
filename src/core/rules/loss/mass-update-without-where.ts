import type { ChangeOf } from '../../changes/change.js';
import { sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { quoted, sqlName } from '../../changes/inverse/python.js';
import { madeHere } from '../made-here.js';
import type { ChangeSubject, RuleContext, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const massUpdateWithoutWhere: RuleOn<'change'> = {
  id: 'mass-update-without-where',
  title: 'All rows of a table are written or deleted at once',
  category: 'loss',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, migration, steps, before } = subject;
    if ((change.kind !== 'update' && change.kind !== 'delete') || change.where) return;
    const { table } = change;
    if (madeHere(steps, before.table(table)) || isSmall(table, context)) return;
    const name = objectText(table);
    const locked = holdsLock(subject, context)
      ? ` An earlier statement of the transaction locks ${name}, so reads wait as long.`
      : '';
    yield {
      at: headOf(migration, change),
      message:
        change.kind === 'delete'
          ? `DELETE without WHERE deletes all rows of ${name}, and no downgrade() brings them back.`
          : `UPDATE without WHERE writes every row of ${name} anew in one transaction: other writers of these rows wait until it commits, and the table grows by as many dead rows.${locked}`,
      help:
        change.kind === 'delete'
          ? 'Name the rows that are meant by a WHERE.'
          : `Say by WHERE which rows need it. Fill a large table in batches that each commit, in an autocommit_block()${batch(subject, change)}.`,
    };
  },
};

/** The SQL of one batch, by the place of rows, where it can be told which rows still need it. */
function batch({ before, steps }: ChangeSubject, { table, set }: ChangeOf<'update'>): string {
  const [first, ...more] = set;
  if (first?.value.sql === undefined || more.length > 0) return ', by ranges of its primary key';
  const { column, value, literal } = first;
  const isNew = madeHere(steps, before.column(table, column));
  if (literal === undefined && !isNew) return ', by ranges of its primary key';
  const needed = isNew ? 'IS NULL' : `IS DISTINCT FROM ${value.sql ?? 'NULL'}`;
  const [owner, name] = [sqlName(table), quoted(column)];
  const rows = `SELECT ctid FROM ${owner} WHERE ${name} ${needed} LIMIT 10000`;
  return `, until no row is left: UPDATE ${owner} SET ${name} = ${value.sql ?? ''} WHERE ctid = ANY (ARRAY(${rows}))`;
}

function holdsLock(subject: ChangeSubject, { transactions }: RuleContext): boolean {
  const { change } = subject;
  if (change.kind !== 'update') return false;
  for (const { step } of transactions.before(subject))
    if (
      step.effects.relations.some(
        ({ relation, lock }) => lock === 'ACCESS EXCLUSIVE' && sameName(relation, change.table),
      )
    )
      return true;
  return false;
}
