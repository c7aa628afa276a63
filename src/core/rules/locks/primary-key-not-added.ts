import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { isAtLeast } from '../../project/package-versions.js';
import { callsIn, isOpen, keywordOf, keywordValue, setKeyword } from '../calls.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const primaryKeyNotAdded: RuleOn<'change'> = {
  id: 'primary-key-not-added',
  title: 'add_column does not add the primary key',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, migration, before }, { alembic }) {
    const { operation } = change.source;
    if (change.kind !== 'add_column' || operation.name !== 'add_column') return;
    const [column] = callsIn(operation, ['Column']);
    const key = column && keywordValue(column, 'primary_key');
    if (key?.kind !== 'boolean' || !key.value || isOpen(operation)) return;
    const inline = operation.keywords.find(({ name }) => name === 'inline_primary_key')?.value;
    if (inline && !(inline.kind === 'boolean' && !inline.value)) return;
    const table = best(before.table(change.table));
    const taken = table?.constraints.some(({ definition }) => definition.type === 'primary_key');
    const name = `${objectText(change.table)}.${change.column.name}`;
    const written = keywordOf(migration, column?.range ?? operation.range, 'primary_key');
    const edit =
      taken || operation.batch || !isAtLeast(alembic, '1.18.4')
        ? undefined
        : setKeyword(migration, operation.range, 'inline_primary_key', 'True');
    yield {
      at: written?.range ?? headOf(migration, change),
      message: `Alembic adds ${name} without PRIMARY KEY: the column is NOT NULL, and the table has no key by it.`,
      help: taken
        ? `The table has a primary key already: leave out primary_key=True, or drop that key and then write op.create_primary_key('${change.table.name}_pkey', …).`
        : `Write op.add_column(…, inline_primary_key=True) with Alembic 1.18.4 or newer. Before that, write op.create_primary_key('${change.table.name}_pkey', '${change.table.name}', ['${change.column.name}']) after it.`,
      fixes: edit
        ? [{ title: 'Add inline_primary_key=True', safety: 'review', edits: [edit] }]
        : [],
    };
  },
};
