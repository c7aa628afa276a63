import type { StringPiece, StringValue } from '../python/value.js';
import { composePieces } from './offsets.js';
import { tokensOf } from './tokens.js';

/**
 * Stands for a character that is only known at run time. PostgreSQL takes it as a letter of a name,
 * so whatever contains it is a name or a text that is not known.
 */
export const hole = '\uE000';

/** SQL that PostgreSQL's parser can read, and the way back from it to the Python source. */
export interface MaskedSql {
  readonly text: string;
  readonly pieces: readonly StringPiece[];
  /** True where a value is handed in at run time: `:name`, `%(name)s`, `%s`. */
  readonly hasParameters: boolean;
}

/** SQLAlchemy's `:name` (never `::type` or `\:name`) and the drivers' `%(name)s` and `%s`. */
const parameter = /(?<![:\w\\]):[A-Za-z_]\w*(?!:)|%\(\w+\)s|%s\b/y;

/**
 * Replaces holes, parameters and comments by placeholders of the same length, and drops `\\` before
 * `:`. A comment that never ends goes with the rest.
 */
export function maskSql(value: StringValue): MaskedSql {
  const sql = withHoles(value);
  const kept: StringPiece[] = [];
  let text = '';
  let hasParameters = false;
  const keep = (from: number, to: number, replacement = sql.slice(from, to)) => {
    if (to > from) kept.push({ value: text.length, source: from, length: to - from });
    text += replacement;
  };
  const keepUnescaped = (start: number, end: number) => {
    let from = start;
    for (const { index } of sql.slice(start, end).matchAll(/\\:/g)) {
      keep(from, start + index);
      from = start + index + 1;
    }
    keep(from, end);
  };
  for (const { from, to, parameter, blank } of partsOf(sql)) {
    if (parameter) hasParameters = true;
    if (parameter) keep(from, to, '$1'.padEnd(to - from));
    else if (blank) keep(from, to, ' '.repeat(to - from));
    else keepUnescaped(from, to);
  }
  return { text, pieces: composePieces(kept, value.pieces), hasParameters };
}

function withHoles({ value, holes }: StringValue): string {
  let text = value;
  for (const { from, to } of holes)
    text = text.slice(0, from) + hole.repeat(to - from) + text.slice(to);
  return text;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly parameter?: true;
  /** A comment: PostgreSQL's lexer takes quadratic time for some. */
  readonly blank?: true;
}

/** Runs of SQL and, between them, comments and the parameters that stand outside strings. */
function* partsOf(sql: string): Generator<Part> {
  let from = 0;
  let end = 0;
  for (const token of tokensOf(sql)) {
    if (token.from < end || (token.kind !== 'symbol' && token.kind !== 'comment')) continue;
    parameter.lastIndex = token.from;
    if (token.kind === 'symbol' && !parameter.test(sql)) continue;
    end = token.kind === 'comment' ? token.to : parameter.lastIndex;
    if (from < token.from) yield { from, to: token.from };
    yield token.kind === 'comment'
      ? { from: token.from, to: end, blank: true }
      : { from: token.from, to: end, parameter: true };
    from = end;
  }
  if (from < sql.length) yield { from, to: sql.length };
}
