import { scanLiteral } from './literal-scan.js';
import {
  isIdentityName,
  type Identity,
  type IdentityName,
  type IdentityValue,
} from './identity.js';

/** Names that could change the identity further down, where a glance cannot tell how. */
const mentions =
  /(?<![\w.'"`])(?:(?:down_)?revision|depends_on|branch_labels|__doc__|globals|exec)\b(?!['"`])/gu;
const mentionWords = ['revision', 'depends_on', 'branch_labels', '__doc__', 'globals', 'exec'];
const word = /[A-Za-z_]\w*/uy;
const blank = /[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n|$)/uy;
const importLine =
  /(?:from|import)\b[^()\\;#\r\n]*(?:\([^()\\;#]*\)[ \t]*)?(?:#[^\r\n]*)?(?:\r\n?|\n|$)/uy;
const annotation = /[ \t]*(?::[^=#'"\\;\r\n]*)?=[ \t]*/uy;
const tripleQuote = /(?:"""|''')/uy;

/**
 * Reads the identity of the ordinary migration file, whose names are bound to plain literals at the
 * top, without parsing the rest: for a history of thousands. Undefined for any file that is written
 * in another way, even if it means the same: those are parsed.
 */
export function scanIdentity(text: string): Identity | undefined {
  const names = new Map<IdentityName, IdentityValue>();
  let docstring = '';
  let statements = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length && names.size < 4) {
    const empty = endOf(blank, text, at);
    if (empty !== undefined && empty > at) {
      at = empty;
      continue;
    }
    const next = scanString(text, at) ?? scanImport(text, at) ?? scanAssignment(text, at, names);
    if (!next) {
      if (names.has('revision') && names.has('down_revision')) break;
      return undefined;
    }
    if (statements === 0 && next.docstring !== undefined) docstring = next.docstring;
    statements++;
    at = next.end;
  }
  if (!names.has('revision') || !names.has('down_revision')) return undefined;
  if (mentionsIdentity(text, at)) return undefined;
  return { names, docstring: docstring.replaceAll(/\r\n?/gu, '\n'), open: false };
}

interface Scanned {
  /** Where the next line begins. */
  readonly end: number;
  readonly docstring?: string;
}

/** A string in triple quotes as a statement. */
function scanString(text: string, at: number): Scanned | undefined {
  const quote = endOf(tripleQuote, text, at);
  if (quote === undefined) return undefined;
  const close = text.indexOf(text.slice(at, quote), quote);
  const docstring = text.slice(quote, close);
  const end = close < 0 || docstring.includes('\\') ? undefined : endOf(blank, text, close + 3);
  return end === undefined ? undefined : { end, docstring };
}

function scanImport(text: string, at: number): Scanned | undefined {
  const end = endOf(importLine, text, at);
  return end === undefined || mentionsIdentity(text.slice(at, end)) ? undefined : { end };
}

/** `name = literal`, `name: annotation = literal`, for a name that is not bound yet. */
function scanAssignment(
  text: string,
  at: number,
  names: Map<IdentityName, IdentityValue>,
): Scanned | undefined {
  const nameEnd = endOf(word, text, at) ?? at;
  const name = text.slice(at, nameEnd);
  const literal = endOf(annotation, text, nameEnd);
  if (!isIdentityName(name) || names.has(name) || literal === undefined) return undefined;
  const value = scanLiteral(text, literal);
  const end = value && endOf(blank, text, value.range.to);
  if (!value || end === undefined) return undefined;
  names.set(name, { value, nameFrom: at });
  return { end };
}

/** The end of a sticky match at an offset. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** True if the text, from an offset on, names anything that could bind or change the identity. */
export function mentionsIdentity(text: string, from = 0): boolean {
  if (mentionWords.every((name) => text.indexOf(name, from) < 0)) return false;
  mentions.lastIndex = from;
  for (let hit = mentions.exec(text); hit; hit = mentions.exec(text)) {
    const lineStart = text.lastIndexOf('\n', hit.index) + 1;
    if (!/^[ \t]*#/u.test(text.slice(lineStart, hit.index))) return true;
  }
  return false;
}
