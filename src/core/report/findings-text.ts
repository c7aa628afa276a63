import type { FindingJson } from './findings-json.js';

/**
 * One finding for a terminal: place and message, the line of code with the words underlined, what
 * to do.
 */
export function findingText(finding: FindingJson, text: string): string {
  const { file, line, column, endLine, endColumn, severity, rule, message, help, fixes } = finding;
  const code = (text.split(/\r\n|\r|\n/)[line - 1] ?? '').replaceAll('\t', ' ');
  const end = endLine === line ? endColumn : code.length + 1;
  const width = Math.max(1, Math.min(end, code.length + 1) - column);
  const gutter = String(line).length;
  return [
    `${file}:${line}:${column}: ${severity}: ${message} [${rule}]`,
    `${' '.repeat(gutter)} |`,
    `${line} | ${code}`,
    `${' '.repeat(gutter)} | ${' '.repeat(column - 1)}${'^'.repeat(width)}`,
    `  ${help}`,
    ...fixes.map(({ title, safety }) => `  fix (${safety}): ${title}`),
  ].join('\n');
}
