import type { PythonValue, StringValue } from '../python/value.js';

const none = /None\b/uy;
const plainString =
  /[uUrR]?(?:"""[^"\\\r\n]*"""|'''[^'\\\r\n]*'''|"(?!"")[^"\\\r\n]*"|'(?!'')[^'\\\r\n]*')/uy;
const space = /(?:[ \t\f\r\n]|#[^\r\n]*)*/uy;

/**
 * Reads `None`, a plain string, or a tuple or list of plain strings that stands at an offset.
 * Undefined for everything else, which is read by the parser and the evaluator.
 */
export function scanLiteral(text: string, at: number): PythonValue | undefined {
  if (endOf(none, text, at) !== undefined) {
    return { kind: 'none', range: { from: at, to: at + 4 } };
  }
  const open = text[at];
  return open === '(' || open === '[' ? scanSequence(text, at, open) : scanString(text, at);
}

function scanString(text: string, at: number): StringValue | undefined {
  const to = endOf(plainString, text, at);
  if (to === undefined) return undefined;
  const quote = text[to - 1] ?? '';
  const first = text.indexOf(quote, at);
  const quotes = text[first + 2] === quote && to - first > 3 ? 3 : 1;
  const source = first + quotes;
  const value = text.slice(source, to - quotes);
  const pieces = value === '' ? [] : [{ value: 0, source, length: value.length }];
  return { kind: 'string', value, holes: [], pieces, range: { from: at, to } };
}

/** Strings separated by commas; parentheses without a comma are left to the parser. */
function scanSequence(text: string, from: number, open: '(' | '['): PythonValue | undefined {
  const close = open === '(' ? ')' : ']';
  const items: StringValue[] = [];
  let comma = open === '[';
  let at = endOf(space, text, from + 1) ?? from + 1;
  while (text[at] !== close) {
    const item = scanString(text, at);
    if (!item) return undefined;
    items.push(item);
    at = endOf(space, text, item.range.to) ?? item.range.to;
    if (text[at] === ',') {
      comma = true;
      at = endOf(space, text, at + 1) ?? at + 1;
    } else if (text[at] !== close) return undefined;
  }
  if (!comma && items.length > 0) return undefined;
  return { kind: open === '(' ? 'tuple' : 'list', items, range: { from, to: at + 1 } };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
