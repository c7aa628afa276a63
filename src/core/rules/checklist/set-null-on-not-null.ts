import { certain, type KnownSchema } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { ForeignKeyConstraint, ObjectName } from '../../changes/objects.js';
import { callsIn, keywordOf, setKeyword } from '../calls.js';
import type { Fix } from '../finding.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';

export const setNullOnNotNull: RuleOn<'change'> = {
  id: 'set-null-on-not-null',
  title: 'ON DELETE SET NULL on a column that is NOT NULL',
  category: 'checklist',
  severity: 'error',
  upgradeOnly: true,
  on: 'change',
  *check(subject) {
    const { change, steps } = subject;
    const end = steps.at(-1)?.after;
    if (!end || !('table' in change)) return;
    for (const key of keysOf(subject)) {
      const column = notNullColumn(key, change.table, end);
      if (column === undefined) continue;
      const name = `${objectText(change.table)}.${column}`;
      const to = key.references ? ` in ${objectText(key.references)}` : '';
      yield {
        at: placeOf(subject),
        message: `${name} is NOT NULL, and its foreign key says ON DELETE SET NULL: deleting the referenced row${to} always fails.`,
        help: 'Make the column nullable, or choose CASCADE or RESTRICT.',
        fixes: fixes(subject),
      };
    }
  },
};

/** The keys that this change brings, or that forbid what it does. */
function keysOf({ change, before }: ChangeSubject): readonly ForeignKeyConstraint[] {
  switch (change.kind) {
    case 'create_table':
      return change.constraints.filter((one) => one.type === 'foreign_key');
    case 'add_constraint':
      return change.constraint.type === 'foreign_key' ? [change.constraint] : [];
    case 'set_column_nullable': {
      if (change.nullable) return [];
      const table = certain(before.table(change.table));
      return (table?.constraints ?? []).flatMap(({ definition, doubt }) =>
        !doubt && definition.type === 'foreign_key' && definition.columns?.includes(change.column)
          ? [definition]
          : [],
      );
    }
    default:
      return [];
  }
}

/** The column that cannot become NULL when the function has run. */
function notNullColumn(
  { onDelete, columns }: ForeignKeyConstraint,
  table: ObjectName,
  end: KnownSchema,
): string | undefined {
  if (onDelete !== 'SET NULL') return undefined;
  return columns?.find((column) => {
    const known = certain(end.column(table, column));
    return known && !known.doubt && known.nullable === false;
  });
}

const names = ['ForeignKey', 'ForeignKeyConstraint'];

/** The call that says `ondelete='SET NULL'`, where it is the only one. */
function callOf({ change, migration }: ChangeSubject) {
  const { operation } = change.source;
  const all = operation.name === 'create_foreign_key' ? [operation] : callsIn(operation, names);
  const own = all.flatMap((call) => {
    const keyword = keywordOf(migration, call.range, 'ondelete');
    const value = keyword && migration.text.slice(keyword.value.from, keyword.value.to);
    return keyword && /set\s+null/i.test(value ?? '') ? [{ call, keyword }] : [];
  });
  return own.length === 1 ? own[0] : undefined;
}

function placeOf(subject: ChangeSubject) {
  const { change, migration } = subject;
  if (change.source.sql === undefined)
    return callOf(subject)?.keyword.range ?? headOf(migration, change);
  return wordsAt(
    migration,
    change,
    change.kind === 'set_column_nullable' ? ['not', 'null'] : ['set', 'null'],
  );
}

function fixes(subject: ChangeSubject): Fix[] {
  const { migration, change } = subject;
  const found = change.source.sql === undefined ? callOf(subject) : undefined;
  if (!found) return [];
  return ['CASCADE', 'RESTRICT'].flatMap((action): Fix[] => {
    const edit = setKeyword(migration, found.call.range, 'ondelete', `'${action}'`);
    return edit
      ? [{ title: `Say ondelete='${action}' instead`, safety: 'review', edits: [edit] }]
      : [];
  });
}
