import type { RuleOn } from '../rule.js';
import { editSql, findWords, wordsAt } from '../sql-places.js';

export const enumValueNotIdempotent: RuleOn<'change'> = {
  id: 'enum-value-not-idempotent',
  title: 'ADD VALUE without IF NOT EXISTS',
  category: 'checklist',
  severity: 'warning',
  on: 'change',
  *check({ change, migration }) {
    if (change.kind !== 'add_enum_value' || change.ifNotExists) return;
    const words = ['add', 'value'];
    const found = findWords(change.source.sql ?? '', words);
    const at = found && { from: found.to, to: found.to };
    const edit = at && editSql(migration, change, at, ' IF NOT EXISTS');
    yield {
      at: wordsAt(migration, change, words),
      message: `Adding '${change.value}' to the type ${change.type.name} fails where the type has it already, for example after a downgrade, which cannot remove it.`,
      help: 'Write ADD VALUE IF NOT EXISTS.',
      fixes: edit ? [{ title: 'Add IF NOT EXISTS', safety: 'safe', edits: [edit] }] : [],
    };
  },
};
