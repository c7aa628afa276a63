import { isLineEnd, stringEnd, type Dialect } from './string-end.js';

/** A token of Python, as far as it takes to prove that a text is none. */
export interface Token {
  /** `line`: the end of a physical line. */
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'open' | 'close' | 'line' | 'error';
  readonly from: number;
  readonly to: number;
  /** Why no Python reads on from here, for `error`. */
  readonly reason?: string;
}

const name = /[\p{L}\p{N}\p{M}\p{Pc}\u00b7\u2118\u212e]+/uy;
const asciiName = /[A-Za-z_]\w*/uy;
const number =
  /0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/uy;
const meaningless = new Set('$?`“”‘’–—…\u00a0\ufeff');

/** Reads the token at or after an offset; undefined at the end of the text. Never throws. */
export function nextToken(text: string, offset: number, dialect: Dialect): Token | undefined {
  const from = skipSpace(text, offset);
  const char = text[from];
  if (char === undefined) return undefined;
  const token = (kind: Token['kind'], to: number): Token => ({ kind, from, to });
  if (isLineEnd(char.charCodeAt(0)))
    return token('line', text.startsWith('\r\n', from) ? from + 2 : from + 1);
  const ascii = matchEnd(asciiName, text, from);
  const next = ascii === undefined ? 0 : text.charCodeAt(ascii);
  // A name before a quote may be the prefix of a string, and one before a letter goes on.
  if (ascii !== undefined && next < 0x80 && next !== 0x22 && next !== 0x27)
    return token('name', ascii);
  const string = stringEnd(text, from, dialect);
  if (string) {
    return string.end === undefined
      ? { ...token('error', text.length), reason: 'A string is never closed' }
      : token('string', string.end);
  }
  const digits = matchEnd(number, text, from);
  if (digits !== undefined) return token('number', digits);
  const word = matchEnd(name, text, from);
  if (word !== undefined) return token('name', word);
  if (char === '(' || char === '[' || char === '{') return token('open', from + 1);
  if (char === ')' || char === ']' || char === '}') return token('close', from + 1);
  if (char === '\\') {
    return { ...token('error', from + 1), reason: 'A backslash stands before the end of its line' };
  }
  if (meaningless.has(char) || (char === '!' && text[from + 1] !== '=')) {
    const shown =
      char === '\u00a0' ? 'a non-breaking space' : char === '\ufeff' ? 'a byte order mark' : char;
    return { ...token('error', from + 1), reason: `Python knows no ${shown} outside a string` };
  }
  return token('operator', from + 1);
}

/** Skips white space, continued lines and a comment. */
function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const char = text[at];
    if (char === ' ' || char === '\t' || char === '\f') at++;
    else if (char === '\\' && isLineEnd(text.charCodeAt(at + 1))) {
      at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    } else break;
  }
  if (text[at] === '#') while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
