import type { Import } from '../changes/inverse/inverse.js';
import type { PythonValue } from '../python/value.js';
import type { FileEdit, Fix, RuleFinding } from './finding.js';
import { newColumns, pythonType, sqlType, typePlace, type NewColumn } from './new-columns.js';
import type { ChangeSubject, Migration } from './rule.js';
import { editSql } from './sql-places.js';
import { importEdits } from './statements.js';

/** A type that is better than another one for new columns. */
export interface TypePreference {
  /** Why, for a column that has the other type, as the end of a sentence about it; or undefined. */
  readonly against: (column: NewColumn, subject: ChangeSubject) => string | undefined;
  readonly help: string;
  /** Of the fix. */
  readonly title: string;
  /** The other type in SQL, and what to write instead of it. */
  readonly sql: readonly [RegExp, (words: string) => string];
  /** An edit of the other type in Python. */
  readonly python: (value: PythonValue, migration: Migration) => FileEdit | undefined;
  readonly imports: readonly Import[];
}

/** Findings about the new columns that have a type which another one is better than. */
export function* preferType(
  subject: ChangeSubject,
  preference: TypePreference,
): Generator<RuleFinding> {
  const [pattern] = preference.sql;
  for (const column of newColumns(subject)) {
    const reason = preference.against(column, subject);
    if (reason === undefined) continue;
    yield {
      at: typePlace(subject, column, pattern),
      message: `${column.text} ${reason}.`,
      help: preference.help,
      fixes: fixes(subject, column, preference),
    };
  }
}

function fixes(
  subject: ChangeSubject,
  column: NewColumn,
  { title, sql: [pattern, instead], python, imports }: TypePreference,
): Fix[] {
  const { migration, change } = subject;
  if (change.source.sql !== undefined) {
    const words = sqlType(subject, column, pattern);
    const now = words && change.source.sql.slice(words.from, words.to);
    const edit = words && editSql(migration, change, words, instead(now ?? ''));
    return edit ? [{ title, safety: 'review', edits: [edit] }] : [];
  }
  const value = pythonType(column);
  const edit = value && python(value, migration);
  return edit
    ? [{ title, safety: 'review', edits: [...importEdits(migration, imports), edit] }]
    : [];
}

/** Puts another type in the place of one. */
export const inPlaceOf =
  (code: string) =>
  ({ range }: PythonValue, { file }: Migration): FileEdit => ({
    kind: 'replace',
    file,
    range,
    text: code,
  });
