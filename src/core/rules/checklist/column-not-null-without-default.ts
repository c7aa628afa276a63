import type { ChangeOf } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import { sameName } from '../../changes/known-schema.js';
import { callsIn, keywordOf, setKeyword } from '../calls.js';
import { defaultFor } from '../default-for.js';
import type { Fix } from '../finding.js';
import type { ChangeSubject, Migration, RuleOn, Step } from '../rule.js';
import { editSql, findWords, wordsAt } from '../sql-places.js';
import { importEdits } from '../statements.js';

type AddColumn = ChangeOf<'add_column'>;

export const columnNotNullWithoutDefault: RuleOn<'change'> = {
  id: 'column-not-null-without-default',
  title: 'A NOT NULL column without a default on a table that exists',
  category: 'checklist',
  severity: 'error',
  on: 'change',
  *check(subject, { rowsOf }) {
    const { change, effects, migration, direction } = subject;
    if (change.kind !== 'add_column' || !effects.rows.includes('add-column-not-null')) return;
    if (effects.relations.length === 0 || rowsOf(change.table) === 0) return;
    if (emptiedBefore(subject, change)) return;
    const { column, table } = change;
    const name = `${objectText(table)}.${column.name}`;
    yield {
      at: placeOf(migration, change),
      message: `The new column ${name} is NOT NULL and has no default: adding it fails as soon as the table has a row.`,
      help: 'Give it a server_default; or add it nullable, fill it, and set it NOT NULL afterwards.',
      fixes:
        change.source.sql === undefined ? inPython(migration, change) : inSql(migration, change),
      ...(direction === 'downgrade' ? { severity: 'warning' as const } : {}),
    };
  },
};

/** The same function deleted all rows before. */
function emptiedBefore({ steps, change: own }: ChangeSubject, { table }: AddColumn): boolean {
  const before = steps.slice(
    0,
    steps.findIndex(({ change }) => change === own),
  );
  return before.some(({ change }: Step) =>
    change.kind === 'truncate'
      ? change.tables.some((other) => sameName(other, table))
      : change.kind === 'delete' && !change.where && sameName(change.table, table),
  );
}

function placeOf(migration: Migration, change: AddColumn) {
  if (change.source.sql !== undefined) return wordsAt(migration, change, ['not', 'null']);
  const [column] = callsIn(change.source.operation, ['Column']);
  const keyword = column && keywordOf(migration, column.range, 'nullable');
  return keyword?.range ?? column?.range ?? change.source.range;
}

function inPython(migration: Migration, change: AddColumn): Fix[] {
  const [column, ...more] = callsIn(change.source.operation, ['Column']);
  if (!column || more.length > 0) return [];
  const value = defaultFor(change.column.type);
  const filled = value && setKeyword(migration, column.range, 'server_default', value.python);
  const nullable = keywordOf(migration, column.range, 'nullable');
  const loose = nullable && setKeyword(migration, column.range, 'nullable', 'True');
  const imports = value?.python.includes('sa.')
    ? importEdits(migration, ['import sqlalchemy as sa'])
    : [];
  return [
    ...(filled
      ? [
          {
            title: `Add server_default=${value.python}`,
            safety: 'review',
            edits: [...imports, filled],
          } as const,
        ]
      : []),
    ...(loose ? [{ title: 'Make it nullable', safety: 'review', edits: [loose] } as const] : []),
  ];
}

function inSql(migration: Migration, change: AddColumn): Fix[] {
  const words = findWords(change.source.sql ?? '', ['not', 'null']);
  if (!words || findWords(change.source.sql ?? '', ['not', 'null'], words.to)) return [];
  const value = defaultFor(change.column.type);
  const filled =
    value && editSql(migration, change, { from: words.to, to: words.to }, ` DEFAULT ${value.sql}`);
  const loose = editSql(migration, change, { from: words.from - 1, to: words.to }, '');
  return [
    ...(filled
      ? [{ title: `Add DEFAULT ${value.sql}`, safety: 'review', edits: [filled] } as const]
      : []),
    ...(loose ? [{ title: 'Make it nullable', safety: 'review', edits: [loose] } as const] : []),
  ];
}
