import type { Expression } from '../../changes/objects.js';
import { printIdentifier } from '../../sql/format-type.js';
import { tokensOf } from '../../sql/tokens.js';

/** The name that a word or a quoted identifier means. */
function nameOf(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

/** Names that an expression's text mentions, outside strings and comments. */
export function identifiersIn(sql: string): Set<string> {
  const names = new Set<string>();
  for (const { kind, from, to } of tokensOf(sql))
    if (kind === 'word' || kind === 'identifier') names.add(nameOf(sql.slice(from, to)));
  return names;
}

/** The columns of a table that an expression names; undefined where its text is not known. */
export function columnsIn(
  { sql }: Expression,
  columns: readonly { readonly name: string }[],
): string[] | undefined {
  if (sql === undefined) return undefined;
  const names = identifiersIn(sql);
  return columns.flatMap(({ name }) => (names.has(name) ? [name] : []));
}

/** The expression after a column was renamed: PostgreSQL stores the column, not its name. */
export function renameIn(expression: Expression, column: string, to: string): Expression {
  const { sql } = expression;
  if (sql === undefined) return expression;
  let renamed = '';
  for (const { kind, from, to: end } of tokensOf(sql)) {
    const text = sql.slice(from, end);
    const isName = (kind === 'word' || kind === 'identifier') && nameOf(text) === column;
    renamed += isName ? printIdentifier(to) : text;
  }
  return renamed === sql ? expression : { sql: renamed };
}

/** Every word of a text, inside strings and comments too: what an unread statement may touch. */
export function wordsIn(text: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of text.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)) {
    words.add(word);
    words.add(word.toLowerCase());
  }
  return words;
}
