/** A lexical piece of SQL; offsets are UTF-16 code units, ends exclusive. */
export interface SqlToken {
  readonly kind: 'string' | 'identifier' | 'comment' | 'word' | 'space' | 'symbol';
  readonly from: number;
  readonly to: number;
  /** A block comment that never ends. */
  readonly open?: true;
}

const patterns: readonly (readonly [SqlToken['kind'], RegExp])[] = [
  ['space', /\s+/y],
  ['comment', /--[^\n]*/y],
  ['string', /[eE]'(?:[^'\\]|''|\\[^])*(?:'|$)/y],
  ['string', /(?:[bBnNxX]|[uU]&)?'(?:[^']|'')*(?:'|$)/y],
  ['identifier', /(?:[uU]&)?"(?:[^"]|"")*(?:"|$)/y],
  ['word', /[\p{L}_\u0080-\uffff][\w$\u0080-\uffff]*/uy],
  ['word', /\d[\w.]*/y],
];

const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** Cuts SQL into pieces that together are the whole text. What is unterminated runs to the end. */
export function* tokensOf(sql: string): Generator<SqlToken> {
  for (let from = 0; from < sql.length;) {
    const token = tokenAt(sql, from);
    yield token;
    from = token.to;
  }
}

function tokenAt(sql: string, from: number): SqlToken {
  if (sql.startsWith('/*', from)) {
    const to = endOfComment(sql, from);
    return to === undefined
      ? { kind: 'comment', from, to: sql.length, open: true }
      : { kind: 'comment', from, to };
  }
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = from;
    if (pattern.test(sql)) return { kind, from, to: pattern.lastIndex };
  }
  dollarQuote.lastIndex = from;
  if (sql[from] === '$' && dollarQuote.test(sql)) {
    const tag = sql.slice(from, dollarQuote.lastIndex);
    const end = sql.indexOf(tag, dollarQuote.lastIndex);
    return { kind: 'string', from, to: end < 0 ? sql.length : end + tag.length };
  }
  return { kind: 'symbol', from, to: from + 1 };
}

/** PostgreSQL's block comments nest. */
function endOfComment(sql: string, from: number): number | undefined {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  for (let depth = 0; ;) {
    const found = edge.exec(sql);
    if (!found) return undefined;
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
}
