import type { SyntaxNode } from '@lezer/common';
import type { StringBuilder } from './string-value.js';

const simpleEscapes = new Map<string, string>([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const escape =
  /\\(?:\r\n|N\{[^}'"\n]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[^])/gu;
const escapeInBytes = /\\(?:\r\n|x[\da-fA-F]{2}|[0-7]{1,3}|[^])/gu;
const lineEnd = /\r\n?/gu;

/** What the part of an f-string in braces gives; undefined where only running the code could tell. */
export type HoleValue = (hole: SyntaxNode, builder: StringBuilder) => boolean;

/**
 * Adds the value of one string token (`String` or `FormatString` node) as Python reads it. Source
 * line ends are `\n` in the value, as Python has it.
 *
 * @returns true if it is a bytes literal.
 */
export function addStringLiteral(
  node: SyntaxNode,
  text: string,
  builder: StringBuilder,
  fillHole: HoleValue,
): boolean {
  let from = node.from;
  while (from < node.to && !isQuote(text.charCodeAt(from))) from++;
  const prefix = text.slice(node.from, from).toLowerCase();
  const quote = text[from] ?? '';
  const triple = quote.repeat(3);
  const fence = text.startsWith(triple, from) && node.to - from >= 3 ? triple : quote;
  from += fence.length;
  const closed = node.to - from >= fence.length && text.startsWith(fence, node.to - fence.length);
  const to = closed ? node.to - fence.length : node.to;
  const bytes = prefix.includes('b');
  const run = (start: number, end: number, braces: boolean): void => {
    addRun(text, start, end, { raw: prefix.includes('r'), bytes, braces }, builder);
  };
  if (node.name !== 'FormatString') {
    run(from, to, false);
    return bytes;
  }
  let at = from;
  for (let hole = node.firstChild; hole; hole = hole.nextSibling) {
    if (hole.name !== 'FormatReplacement') continue;
    run(at, hole.from, true);
    if (!fillHole(hole, builder)) builder.addHole(text.slice(hole.from, hole.to), hole.from);
    at = hole.to;
  }
  run(at, to, true);
  return bytes;
}

interface Spelling {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** `{{` means `{`. */
  readonly braces: boolean;
}

/** Adds a run of source text: escapes by their value, everything else as a piece. */
function addRun(
  text: string,
  from: number,
  to: number,
  spelling: Spelling,
  builder: StringBuilder,
): void {
  if (from >= to) return;
  const source = text.slice(from, to);
  const special: { at: number; length: number; value: string | undefined }[] = [];
  if (!spelling.raw && source.includes('\\')) {
    for (const match of source.matchAll(spelling.bytes ? escapeInBytes : escape)) {
      special.push({ at: match.index, length: match[0].length, value: escapeValue(match[0]) });
    }
  }
  if (source.includes('\r')) {
    for (const match of source.matchAll(lineEnd)) {
      special.push({ at: match.index, length: match[0].length, value: '\n' });
    }
  }
  if (spelling.braces && /\{\{|\}\}/u.test(source)) {
    for (const match of source.matchAll(/\{\{|\}\}/gu)) {
      special.push({ at: match.index, length: 2, value: match[0].charAt(0) });
    }
  }
  special.sort((a, b) => a.at - b.at);
  let at = 0;
  for (const part of special) {
    if (part.at < at) continue;
    builder.addSource(source.slice(at, part.at), from + at);
    at = part.at + part.length;
    if (part.value !== undefined) builder.addText(part.value);
    else builder.addHole(source.slice(part.at, at), from + part.at);
  }
  builder.addSource(source.slice(at), from + at);
}

/** The value of an escape sequence; undefined for `\N{…}`, whose names are not carried here. */
function escapeValue(sequence: string): string | undefined {
  const rest = sequence.slice(1);
  if (rest === '\r\n' || rest === '\r') return '';
  const simple = simpleEscapes.get(rest);
  if (simple !== undefined) return simple;
  if (/^[0-7]/u.test(rest)) return String.fromCodePoint(Number.parseInt(rest, 8));
  if (rest.length > 1 && /^[xuU]/u.test(rest)) {
    const code = Number.parseInt(rest.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  }
  return rest.startsWith('N{') ? undefined : sequence;
}

function isQuote(code: number): boolean {
  return code === 0x27 || code === 0x22;
}
