import { usingFor } from '../../changes/effects/using-for.js';
import { text } from '../../changes/inverse/python.js';
import { best } from '../../changes/known-schema.js';
import { setKeyword } from '../calls.js';
import type { FileEdit, Fix } from '../finding.js';
import { isWrittenOnce } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { editSql, findWords } from '../sql-places.js';
import { columnText, type TypeChange, typePlace } from '../type-change.js';

export const typeChangeNeedsUsing: RuleOn<'change'> = {
  id: 'type-change-needs-using',
  title: 'A change of type that fails without USING',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, effects, migration, before }) {
    if (change.kind !== 'set_column_type') return;
    const missing = effects.rows.includes('type-needs-using');
    if (!missing && !effects.rows.includes('type-no-cast')) return;
    const known = best(before.column(change.table, change.column))?.type;
    const from = known?.name ?? change.existing?.name ?? '';
    const to = change.type.name ?? '';
    const isEnum = (name: string) => best(before.enum({ name })) !== undefined;
    const using = usingFor({ column: change.column, from, to, isEnum });
    yield {
      at: typePlace(migration, change),
      message: missing
        ? `${columnText(change)} is ${from}, which PostgreSQL does not make ${to} by itself: this fails.`
        : `${columnText(change)} is ${from}, and there is no cast from that to ${to}: this fails in spite of its USING.`,
      help: using
        ? `Say how: USING ${using}.`
        : `Say how, by an expression in ${placeName(change)} that makes a value of the new type out of ${change.column}.`,
      fixes: using ? fixes(migration, change, using) : [],
    };
  },
};

const placeName = ({ source }: TypeChange) =>
  source.sql === undefined ? 'postgresql_using=' : 'USING';

function fixes(migration: Migration, change: TypeChange, using: string): Fix[] {
  if (!isWrittenOnce(migration, change)) return [];
  const edit =
    change.source.sql === undefined
      ? setKeyword(migration, change.source.operation.range, 'postgresql_using', text(using))
      : inSql(migration, change, using);
  return edit ? [{ title: `Add USING ${using}`, safety: 'review', edits: [edit] }] : [];
}

/** At the end of a statement that does nothing else. */
function inSql(migration: Migration, change: TypeChange, using: string): FileEdit | undefined {
  const { sql = '', range } = change.source;
  const parts = migration.upgrade.filter((step) => step.change.source.range === range);
  if (parts.length > 1 || findWords(sql, ['using']) || /--|\/\*/.test(sql)) return undefined;
  const end = sql.replace(/[\s;]+$/, '').length;
  return editSql(migration, change, { from: end, to: end }, ` USING ${using}`);
}
