import type { SourceRange, StringValue } from '../python/value.js';
import { maskSql } from './mask.js';
import { TextOffsets, toSource } from './offsets.js';
import type { Node, SqlParse, SqlParser } from './sql-parser.js';
import { tokensOf } from './tokens.js';

/** One SQL statement of a Python string. */
export interface SqlStatement {
  readonly node: Node;
  /** The statement's text as PostgreSQL's parser read it: parameters and holes are placeholders. */
  readonly text: string;
  /** In the Python file, UTF-16. */
  readonly range: SourceRange;
  /** Where a part of the statement stands in the Python file; UTF-16 offsets into `text`. */
  place(from: number, to: number): SourceRange;
  /** The offset into `text` of a syntax tree's `location`. */
  offset(location: number): number;
}

/** A part of the SQL that PostgreSQL's parser rejects. */
export interface SqlError {
  readonly message: string;
  /** In the Python file, UTF-16: the word at which the parser gave up. */
  readonly range: SourceRange;
  /** The whole statement's text, as masked. */
  readonly text: string;
}

export type SqlPart = SqlStatement | SqlError;

const longest = 1_000_000;

/**
 * Reads the SQL of a Python string, statement by statement, in order. Where one statement is not
 * SQL the others are read all the same. Never throws.
 */
export function readSql(value: StringValue, parser: SqlParser): SqlPart[] {
  const { text, pieces } = maskSql(value);
  const place = (from: number, to: number) => toSource({ from, to }, pieces, value.range);
  if (text.length > longest)
    return [{ message: 'this SQL is too long to be read', range: value.range, text }];
  const open = [...tokensOf(value.value)].find((token) => token.open);
  if (open) return [{ message: 'a comment never ends', range: value.range, text: text.trim() }];
  const whole = parser.parse(text);
  if (whole.ok) return partsOf(whole, text, 0, place);
  return pieceRanges(text).flatMap(({ from, to }) => {
    const piece = text.slice(from, to);
    return partsOf(parser.parse(piece), piece, from, place);
  });
}

function partsOf(
  parse: SqlParse,
  text: string,
  base: number,
  place: (from: number, to: number) => SourceRange,
): SqlPart[] {
  const offsets = new TextOffsets(text);
  if (!parse.ok) {
    const from = offsets.fromCodePoint(parse.cursor);
    const word = [...tokensOf(text.slice(from))][0];
    const range = place(base + from, base + from + (word?.to ?? 0));
    return [{ message: parse.message, range, text: text.trim() }];
  }
  return parse.statements.map(({ node, start, length }) => {
    const end = length === undefined ? text.length : offsets.fromByte(start + length);
    const [from, to] = trimmed(text, offsets.fromByte(start), end);
    return {
      node,
      text: text.slice(from, to),
      range: place(base + from, base + to),
      place: (first, last) => place(base + from + first, base + from + last),
      offset: (location) => offsets.fromByte(location) - from,
    };
  });
}

/** The statement without the blanks, comments and semicolons around it. */
function trimmed(text: string, from: number, to: number): [number, number] {
  const tokens = [...tokensOf(text.slice(from, to))].filter(
    (token) =>
      token.kind !== 'space' && token.kind !== 'comment' && text[from + token.from] !== ';',
  );
  const first = tokens[0];
  const last = tokens.at(-1);
  return first && last ? [from + first.from, from + last.to] : [from, to];
}

/** Text between semicolons, where there is more in it than blanks and comments. */
function pieceRanges(text: string): SourceRange[] {
  const ranges: SourceRange[] = [];
  let from = 0;
  let content = false;
  for (const token of [...tokensOf(text), undefined]) {
    if (!token || (token.kind === 'symbol' && text[token.from] === ';')) {
      const to = token?.from ?? text.length;
      if (content) ranges.push({ from, to });
      from = to + 1;
      content = false;
    } else if (token.kind !== 'space' && token.kind !== 'comment') content = true;
  }
  return ranges;
}
