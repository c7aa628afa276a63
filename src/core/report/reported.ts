import { LineMap, type Position } from '../python/lines.js';
import type { SourceRange } from '../python/value.js';
import type { Finding } from '../rules/finding.js';
import type { FindingJson } from './findings-json.js';

/** A finding with what its surfaces show of it. */
export interface Reported {
  readonly finding: Finding;
  readonly shown: FindingJson;
  /** The text of its file. */
  readonly text: string;
}

/** A range as lines and columns from 1; the end is exclusive. */
export function positions(text: string, { from, to }: SourceRange): [Position, Position] {
  const lines = new LineMap(text);
  return [lines.position(from), lines.position(Math.max(from, to))];
}

/**
 * A name for each finding that stays while lines move: made of rule, file, the line of code it
 * stands on, and how many like it stand above. 32 hexadecimal digits, all different.
 */
export function fingerprints(all: readonly Reported[]): readonly string[] {
  const seen = new Map<string, number>();
  return all.map(({ shown, text }) => {
    const code = (text.split(/\r\n|\r|\n/)[shown.line - 1] ?? '').trim();
    const key = JSON.stringify([shown.rule, shown.file, code]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return hash(`${key} ${before}`);
  });
}

/** FNV-1a of 128 bits over UTF-16 code units: stable everywhere, and no secret hangs on it. */
function hash(text: string): string {
  let value = 0x6c62272e07bb014262b821756295c58dn;
  for (let at = 0; at < text.length; at++)
    value = BigInt.asUintN(128, (value ^ BigInt(text.charCodeAt(at))) * 0x1000000000000000000013bn);
  return value.toString(16).padStart(32, '0');
}
