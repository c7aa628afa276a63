import { LineMap } from '../python/lines.js';
import type { SourceRange } from '../python/value.js';

/** A line, from 1, without the blanks around its text. */
export function lineRange(text: string, line: number): SourceRange {
  const from = new LineMap(text).offset(line, 1);
  const content = /^[^\r\n]*/.exec(text.slice(from))?.[0] ?? '';
  const blank = content.length - content.trimStart().length;
  return { from: from + blank, to: from + Math.max(blank, content.trimEnd().length) };
}
