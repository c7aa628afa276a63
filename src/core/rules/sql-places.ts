/** Where the words of an SQL statement stand in a migration, and edits of them. */
import type { Change } from '../changes/change.js';
import type { SourceRange } from '../python/value.js';
import { maskSql } from '../sql/mask.js';
import { toSource } from '../sql/offsets.js';
import { tokensOf } from '../sql/tokens.js';
import { calleeRange } from './calls.js';
import { clauseOf } from './clauses.js';
import type { FileEdit } from './finding.js';
import type { Migration } from './rule.js';

/** Where a change is best pointed at: the words an SQL statement begins with, else what is called. */
export function headOf(migration: Migration, change: Change): SourceRange {
  if (change.source.sql === undefined) return calleeRange(migration, change.source.operation.range);
  const words = [...wordsOf(change.source.sql)].slice(0, 2);
  const [first, last] = [words[0], words.at(-1)];
  return (first && last && placeIn(change, first.from, last.to)) ?? change.source.range;
}

/** What an SQL statement is called: `VACUUM`, `CREATE DATABASE`. */
export function statementName({ source }: Change): string {
  const [first = '', second = ''] = [...wordsOf(source.sql ?? '')].map(({ text }) => text);
  const two = /^(?:create|drop|alter|reindex)$/.test(first);
  return (two ? `${first} ${second}` : first).toUpperCase();
}

/** Where some words that follow each other stand; the first such place, from an offset on. */
export function findWords(
  sql: string,
  words: readonly string[],
  from = 0,
): SourceRange | undefined {
  const all = [...wordsOf(sql)].filter((word) => word.from >= from);
  const at = all.findIndex((_, index) =>
    words.every((word, ahead) => all[index + ahead]?.text === word),
  );
  const [first, last] = [all[at], all[at + words.length - 1]];
  return first && last ? { from: first.from, to: last.to } : undefined;
}

/** The words, names and signs of a statement, in lower case, outside strings and comments. */
function* wordsOf(sql: string) {
  for (const { kind, from, to } of tokensOf(sql))
    if (kind === 'word' || kind === 'symbol' || kind === 'identifier')
      yield { text: sql.slice(from, to).toLowerCase(), from, to };
}

/** The place in the file of a part of a statement: offsets into `change.source.sql`. */
export function placeIn(change: Change, from: number, to: number): SourceRange | undefined {
  const { operation, sql, range } = change.source;
  if (operation.sql === undefined || sql === undefined) return undefined;
  const { text, pieces } = maskSql(operation.sql);
  for (let at = text.indexOf(sql); at >= 0; at = text.indexOf(sql, at + 1)) {
    const place = (a: number, b: number) =>
      toSource({ from: at + a, to: at + b }, pieces, operation.sql?.range ?? range);
    const whole = place(0, sql.length);
    if (whole.from === range.from && whole.to === range.to) return place(from, to);
  }
  return undefined;
}

/** Where the words stand in the file, in the change's own clause if it can; else its head. */
export function wordsAt(
  migration: Migration,
  change: Change,
  words: readonly string[],
): SourceRange {
  const { sql = '' } = change.source;
  const clause = clauseOf(change);
  const own = clause && findWords(sql, words, clause.from);
  const found = own && own.to <= clause.to ? own : findWords(sql, words);
  return (found && placeIn(change, found.from, found.to)) ?? headOf(migration, change);
}

/**
 * An edit of the SQL in a Python string. Undefined where the statement's text does not stand in the
 * file as it is sent, or where the new text would end the string.
 */
export function editSql(
  { file, text }: Migration,
  change: Change,
  { from, to }: SourceRange,
  replacement: string,
): FileEdit | undefined {
  const { sql = '' } = change.source;
  // The character before is looked up, so that an insertion stays with what it follows.
  const start = from > 0 ? placeIn(change, from - 1, from)?.to : placeIn(change, 0, 1)?.from;
  const end = to > from ? placeIn(change, to - 1, to)?.to : start;
  if (start === undefined || end === undefined || end < start) return undefined;
  const asSent = text.slice(start, end) === sql.slice(from, to);
  const before = from === 0 || text[start - 1] === sql[from - 1];
  if (!asSent || !before || /["\\]/.test(replacement)) return undefined;
  if (replacement.includes("'") && !doubleQuoted(text, change)) return undefined;
  return { kind: 'replace', file, range: { from: start, to: end }, text: replacement };
}

function doubleQuoted(text: string, { source }: Change): boolean {
  const { operation } = source;
  const range = operation.sql?.range ?? operation.range;
  return /^[A-Za-z]*(?:"|''')/.test(text.slice(range.from, range.to));
}

/** How many statements the string that holds this one sends. */
export function sentTogether(change: Change, all: Iterable<Change>): number {
  const ranges = new Set<string>();
  for (const { source } of all)
    if (source.operation === change.source.operation)
      ranges.add(`${source.range.from} ${source.range.to}`);
  return ranges.size;
}
