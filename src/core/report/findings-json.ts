import { LineMap } from '../python/lines.js';
import type { Finding } from '../rules/finding.js';

/** A finding in the JSON of `check`: lines and columns from 1, columns in UTF-16 units. */
export interface FindingJson {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Exclusive. */
  readonly endColumn: number;
  readonly revision: string | null;
  readonly message: string;
  readonly help: string;
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
}

/** @param relative a path as it is to be shown */
export function findingJson(
  finding: Finding,
  text: string,
  relative: (file: string) => string,
): FindingJson {
  const lines = new LineMap(text);
  const start = lines.position(finding.range.from);
  const end = lines.position(Math.max(finding.range.from, finding.range.to));
  return {
    rule: finding.rule,
    severity: finding.severity,
    file: relative(finding.file),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    revision: finding.revision ?? null,
    message: finding.message,
    help: finding.help,
    fixes: finding.fixes.map(({ title, safety }) => ({ title, safety })),
  };
}
