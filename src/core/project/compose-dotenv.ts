import { interpolate } from './compose-interpolation.js';
import type { Lookup } from './compose-model.js';

const assignment =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(?:'([^']*)'|"((?:[^"\\]|\\[^])*)"|([^\r\n]*))/gm;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Reads a `.env` file as compose does: quoted values may span lines, single quotes are literal,
 * variables set earlier (or by `outer`, which wins) are replaced in the others.
 */
export function readDotEnv(text: string, outer: Lookup): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lookup: Lookup = (key) => outer(key) ?? values[key];
  for (const [, key, single, double, bare] of text.replace(/^\uFEFF/, '').matchAll(assignment)) {
    if (key === undefined) continue;
    if (single !== undefined) values[key] = single;
    else if (double !== undefined) values[key] = interpolate(unescape(double), lookup).text;
    else values[key] = interpolate(withoutComment(bare ?? ''), lookup).text;
  }
  return values;
}

function unescape(text: string): string {
  return text.replace(/\\([^$])/g, (_, char: string) => escapes[char] ?? char);
}

function withoutComment(text: string): string {
  return text.replace(/(?:^|\s)#.*$/, '').trim();
}
