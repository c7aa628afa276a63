import * as vscode from 'vscode';
import { LineMap } from '../../core/python/lines.js';
import type { SourceRange } from '../../core/python/value.js';
import type { Finding, Severity } from '../../core/rules/finding.js';
import { shownUri } from '../real-paths.js';
import { RULE_PAGE_SCHEME, rulePagePath } from '../shared/rule-pages.js';

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What VS Code shows of a finding. `textOf` gives the text that the ranges in a file count in. */
export function toDiagnostic(
  finding: Finding,
  lines: LineMap,
  textOf: (file: string) => string | undefined,
): vscode.Diagnostic {
  const { rule, severity, message, help, range, related } = finding;
  const text = [message, help].filter(Boolean).join('\n');
  const made = new vscode.Diagnostic(toRange(lines, range), text, SEVERITIES[severity]);
  made.source = 'Alembic Pilot';
  const path = rulePagePath(rule);
  made.code =
    path === undefined
      ? rule
      : { value: rule, target: vscode.Uri.from({ scheme: RULE_PAGE_SCHEME, path }) };
  made.relatedInformation = related.map((place) => {
    const there = toRange(new LineMap(textOf(place.file) ?? ''), place.range);
    const location = new vscode.Location(shownUri(place.file), there);
    return new vscode.DiagnosticRelatedInformation(location, place.message);
  });
  return made;
}

function toRange(lines: LineMap, { from, to }: SourceRange): vscode.Range {
  const [start, end] = [lines.position(from), lines.position(Math.max(from, to))];
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
