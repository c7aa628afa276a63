import type { RuleOn } from '../rule.js';
import { editSql, findWords, wordsAt } from '../sql-places.js';

export const dropCascade: RuleOn<'change'> = {
  id: 'drop-cascade',
  title: 'CASCADE drops or empties what nobody named',
  category: 'loss',
  severity: 'error',
  reasonRequired: true,
  on: 'change',
  *check({ change, migration }) {
    if (!('cascade' in change) || !change.cascade) return;
    const sql = change.source.sql ?? '';
    const word = findWords(sql, ['cascade']);
    const again = word && findWords(sql, ['cascade'], word.to);
    const range = word && { from: word.from - 1, to: word.to };
    const edit = range && !again ? editSql(migration, change, range, '') : undefined;
    const truncates = change.kind === 'truncate';
    yield {
      at: wordsAt(migration, change, ['cascade']),
      message: truncates
        ? 'CASCADE empties every table that refers to this one, whichever they are.'
        : 'CASCADE drops everything that depends on this, whatever it is.',
      help: `Without CASCADE PostgreSQL refuses and lists what depends; ${truncates ? 'empty' : 'drop'} those by name.`,
      fixes: edit ? [{ title: 'Remove CASCADE', safety: 'review', edits: [edit] }] : [],
    };
  },
};
