import { certain } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { columnName } from '../../changes/sqlalchemy-columns.js';
import type { SourceRange } from '../../python/value.js';
import { callsIn } from '../calls.js';
import type { FileEdit, Fix } from '../finding.js';
import { nameTokens, placeOfName } from '../new-names.js';
import { removal, statementAlone } from '../remove-statement.js';
import type { ChangeSubject, Migration, RuleOn } from '../rule.js';
import { headOf, placeIn } from '../sql-places.js';

export const duplicateColumn: RuleOn<'change'> = {
  id: 'duplicate-column',
  title: 'A column stands in a table twice',
  category: 'design',
  severity: 'error',
  on: 'change',
  *check(subject) {
    const { change, before, migration } = subject;
    if (change.kind === 'create_table') yield* inTable(subject);
    if (change.kind !== 'add_column' || change.ifNotExists || change.conditional) return;
    const { table, column } = change;
    const there = certain(before.column(table, column.name));
    if (!there || there.doubt) return;
    yield {
      at: placeOfName(migration, change, column.name),
      message: `${objectText(table)} has a column ${column.name} already: adding it fails.`,
      help: 'Remove it here, with its drop in downgrade(); or take another name.',
      fixes: withoutAdding(subject),
    };
  },
};

function* inTable({ change, migration }: ChangeSubject) {
  if (change.kind !== 'create_table') return;
  const names = change.columns.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  for (const name of twice) {
    const { sql, operation } = change.source;
    const calls = sql === undefined ? callsIn(operation, ['Column']) : [];
    const second = calls.filter((call) => columnName(call) === name)[1];
    const token = sql === undefined ? undefined : nameTokens(sql, name)[1];
    yield {
      at:
        second?.range ??
        (token && placeIn(change, token.from, token.to)) ??
        headOf(migration, change),
      message: `${objectText(change.table)} has the column ${name} twice: creating it fails.`,
      help: 'Remove one of them.',
      fixes: second ? [withoutArgument(migration, second.range)] : [],
    };
  }
}

const title = 'Remove it';

/** Removes an argument with the comma before it, and its line where it has one of its own. */
function withoutArgument({ text, file }: Migration, { from, to }: SourceRange): Fix {
  const before = /,?\s*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const edit: FileEdit = { kind: 'replace', file, range: { from: from - before, to }, text: '' };
  return { title, safety: 'review', edits: [edit] };
}

/** Removes the statement, and the one that drops the column in `downgrade()`. */
function withoutAdding({ change, migration, direction }: ChangeSubject): Fix[] {
  if (change.kind !== 'add_column' || direction === 'downgrade') return [];
  const drops = migration.downgrade.flatMap(({ change: other }) =>
    other.kind === 'drop_column' && other.column === change.column.name ? [other] : [],
  );
  const edits = removal(
    migration,
    [change, ...drops].map((each) => statementAlone(migration, each)),
  );
  return edits ? [{ title, safety: 'review', edits }] : [];
}
