import type { SyntaxNode } from '@lezer/common';
import { parsePython } from '../python/parse.js';
import type { FileEdit } from './finding.js';
import { readSuppressions } from './suppressions.js';

/** A finding that is to be suppressed, in a migration's text. */
export interface Suppressible {
  readonly file: string;
  readonly rule: string;
  /** Where the finding begins. */
  readonly offset: number;
}

/** No line of code is made longer than this; formatters agree on about as much. */
const longestLine = 100;

/**
 * The edit that suppresses a finding: its rule joins a comment that covers it already; in SQL over
 * several lines a `--` comment stands above the line; else a `#` comment stands behind the line, or
 * above the statement where that would be too long or is within a string.
 *
 * @param reason '' for none; line ends in it become spaces
 */
export function suppressionEdit(
  text: string,
  { file, rule, offset }: Suppressible,
  reason: string,
): FileEdit {
  const said = reason.replace(/\s+/gu, ' ').trim();
  const insert = (at: number, inserted: string): FileEdit => ({
    kind: 'replace',
    file,
    range: { from: at, to: at },
    text: inserted,
  });
  const there = readSuppressions(file, text).find(
    ({ covers, ids }) => covers.from <= offset && offset <= covers.to && ids.length > 0,
  );
  const last = there?.ids.at(-1);
  if (there && last) {
    const known = there.ids.some(({ id }) => id === rule);
    const more = said === '' || there.reason !== '' ? '' : ` ${said}`;
    const tail = text.slice(last.range.to, there.range.to).trimEnd();
    const range = { from: last.range.to, to: last.range.to + tail.length };
    return { kind: 'replace', file, range, text: `${known ? '' : `, ${rule}`}${tail}${more}` };
  }
  const comment = `alembic-pilot: ignore[${rule}]${said === '' ? '' : ` ${said}`}`;
  const { tree } = parsePython(text);
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const inside = stringAt(tree.resolveInner(offset, 1));
  const indent = /^[ \t]*/u.exec(text.slice(start, end))?.[0] ?? '';
  if (
    inside &&
    inside.from < start &&
    /^[rbu]*("""|''')/iu.test(text.slice(inside.from, inside.to))
  )
    return insert(start, `${indent}-- ${comment}${newLine(text)}`);
  const ends = stringAt(tree.resolveInner(end, -1));
  const free = !(ends && ends.to > end) && !/(?:#|\\\s*$)/u.test(text.slice(offset, end));
  if (free && end - start + comment.length + 4 <= longestLine) return insert(end, `  # ${comment}`);
  const statement = statementAt(tree.resolveInner(offset, 1));
  const above = lineStart(text, statement?.from ?? offset);
  const own = /^[ \t]*/u.exec(text.slice(above))?.[0] ?? '';
  return insert(above, `${own}# ${comment}${newLine(text)}`);
}

const newLine = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const last = end < 0 ? text.length : end;
  return text[last - 1] === '\r' ? last - 1 : last;
}

function stringAt(inner: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | null = inner; node; node = node.parent)
    if (node.name === 'String' || node.name === 'FormatString') return node;
  return undefined;
}

/** The innermost statement. */
function statementAt(inner: SyntaxNode): SyntaxNode | undefined {
  for (let node: SyntaxNode | null = inner; node; node = node.parent)
    if (node.parent?.name === 'Body' || node.parent?.name === 'Script') return node;
  return undefined;
}
