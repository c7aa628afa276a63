import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { keywordOf } from '../calls.js';
import { madeHere } from '../made-here.js';
import type { RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';

export const dropNotNull: RuleOn<'change'> = {
  id: 'drop-not-null',
  title: 'A column may be NULL from now on',
  category: 'loss',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check({ change, before, steps, migration }) {
    if (change.kind !== 'set_column_nullable' || !change.nullable) return;
    const { table, column, source } = change;
    const known = before.column(table, column);
    if (best(known)?.nullable === true || madeHere(steps, known)) return;
    if (best(steps.at(-1)?.after.column(table, column) ?? known)?.nullable === false) return;
    const keyword = keywordOf(migration, source.operation.range, 'nullable');
    yield {
      at:
        source.sql === undefined
          ? (keyword?.range ?? headOf(migration, change))
          : wordsAt(migration, change, ['drop', 'not', 'null']),
      message: `${objectText(table)}.${column} may be NULL after this: code that reads it, the running one included, may meet a NULL it never met before.`,
      help: 'Release code that can read NULL before anything writes one; the model and the schemas have to say Optional.',
    };
  },
};
