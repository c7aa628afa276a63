/**
 * How f-strings end: from Python 3.12 on what stands in their braces may contain the quote itself;
 * before, an f-string ends like any other string.
 */
export type Dialect = 'nested quotes' | 'plain quotes';

const prefixAndQuote = /([rRuUbBfFtT]{0,2})("""|'''|"|')/uy;
const deepest = 50;

/** The place where a string literal that starts at an offset ends; `undefined` if no string does. */
export function stringEnd(
  text: string,
  at: number,
  dialect: Dialect,
): { readonly end: number | undefined } | undefined {
  prefixAndQuote.lastIndex = at;
  const match = prefixAndQuote.exec(text);
  if (!match) return undefined;
  const [whole, prefix = '', fence = '"'] = match;
  const braces = dialect === 'nested quotes' && /[ft]/iu.test(prefix);
  const raw = /r/iu.test(prefix);
  const from = at + whole.length;
  return { end: braces ? formatEnd(text, from, fence, raw, 0) : plainEnd(text, from, fence) };
}

function plainEnd(text: string, from: number, fence: string): number | undefined {
  const quote = fence.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at += escapeLength(text, at);
    else if (code === quote && text.startsWith(fence, at)) return at + fence.length;
    else if (isLineEnd(code) && fence.length === 1) return undefined;
  }
  return undefined;
}

/** An f-string or t-string, whose braces hold expressions with strings of their own. */
function formatEnd(
  text: string,
  from: number,
  fence: string,
  raw: boolean,
  depth: number,
): number | undefined {
  const quote = fence.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const name = !raw && text.startsWith('\\N{', at) ? text.indexOf('}', at) : -1;
      at = name < 0 ? at + (text[at + 1] === '{' ? 0 : escapeLength(text, at)) : name;
    } else if (code === quote && text.startsWith(fence, at)) return at + fence.length;
    else if (isLineEnd(code) && fence.length === 1) return undefined;
    else if (code === braceOpen && text.charCodeAt(at + 1) === braceOpen) at++;
    else if (code === braceOpen) {
      const end = fieldEnd(text, at + 1, fence, depth + 1);
      if (end === undefined) return undefined;
      at = end - 1;
    }
  }
  return undefined;
}

/** The end of `{expression!r:format}`, after its brace. */
function fieldEnd(text: string, from: number, fence: string, depth: number): number | undefined {
  if (depth > deepest) return undefined;
  let brackets = 0;
  let inFormat = false;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inFormat) {
      if (code === braceClose) return at + 1;
      if (text.startsWith(fence, at) || (isLineEnd(code) && fence.length === 1)) return undefined;
      if (code !== braceOpen) continue;
      const end = fieldEnd(text, at + 1, fence, depth + 1);
      if (end === undefined) return undefined;
      at = end - 1;
      continue;
    }
    const string = isWordStart(text, at) ? nestedString(text, at, depth) : undefined;
    if (string) {
      if (string.end === undefined) return undefined;
      at = string.end - 1;
    } else if (code === hash) {
      while (at < text.length && !isLineEnd(text.charCodeAt(at + 1))) at++;
    } else if ('([{'.includes(text[at] ?? '')) brackets++;
    else if (brackets > 0 && ')]}'.includes(text[at] ?? '')) brackets--;
    else if (code === braceClose) return at + 1;
    else if (code === colon && brackets === 0) inFormat = true;
  }
  return undefined;
}

function nestedString(
  text: string,
  at: number,
  depth: number,
): { readonly end: number | undefined } | undefined {
  prefixAndQuote.lastIndex = at;
  const match = prefixAndQuote.exec(text);
  if (!match) return undefined;
  const [whole, prefix = '', fence = '"'] = match;
  const from = at + whole.length;
  if (!/[ft]/iu.test(prefix)) return { end: plainEnd(text, from, fence) };
  return { end: formatEnd(text, from, fence, /r/iu.test(prefix), depth) };
}

/** How many characters a backslash takes with it. */
function escapeLength(text: string, at: number): number {
  return text.startsWith('\r\n', at + 1) ? 2 : 1;
}

/** True where a token may begin, so that the `f` of `self` is no prefix. */
function isWordStart(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  return !/[\w\u0080-\uffff]/u.test(before) || /["']/u.test(text[at] ?? '');
}

export function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

const backslash = 0x5c;
const braceOpen = 0x7b;
const braceClose = 0x7d;
const colon = 0x3a;
const hash = 0x23;
