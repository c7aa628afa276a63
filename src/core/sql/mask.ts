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

/** Replaces holes and parameters by placeholders of the same length, and drops `\` before `:`. */
export function maskSql(value: StringValue): MaskedSql {
  const sql = withHoles(value);
  const kept: StringPiece[] = [];
  let text = '';
  let hasParameters = false;
  const keep = (from: number, to: number, replacement = sql.slice(from, to)) => {
    if (to > from) kept.push({ value: text.length, source: from, length: to - from });
    text += replacement;
  };
  for (const token of parametersApart(sql)) {
    if (token.parameter) {
      hasParameters = true;
      keep(token.from, token.to, '$1'.padEnd(token.to - token.from));
    } else {
      let from = token.from;
      for (const { index } of sql.slice(token.from, token.to).matchAll(/\\:/g)) {
        keep(from, token.from + index);
        from = token.from + index + 1;
      }
      keep(from, token.to);
    }
  }
  return { text, pieces: composePieces(kept, value.pieces), hasParameters };
}

function withHoles({ value, holes }: StringValue): string {
  let text = value;
  for (const { from, to } of holes)
    text = text.slice(0, from) + hole.repeat(to - from) + text.slice(to);
  return text;
}

/** Runs of SQL and, between them, the parameters that stand outside strings and comments. */
function* parametersApart(sql: string) {
  let from = 0;
  let end = 0;
  for (const token of tokensOf(sql)) {
    if (token.kind !== 'symbol' || token.from < end) continue;
    parameter.lastIndex = token.from;
    if (!parameter.test(sql)) continue;
    end = parameter.lastIndex;
    if (from < token.from) yield { parameter: false, from, to: token.from };
    yield { parameter: true, from: token.from, to: end };
    from = end;
  }
  if (from < sql.length) yield { parameter: false, from, to: sql.length };
}
