import type { ProjectSurvey, SurveyedFinding } from './survey-folder.js';

/** A line per project, the sums, what was not read by reason, and findings per rule. */
export function surveyText(surveys: readonly ProjectSurvey[]): string {
  const findings = surveys.flatMap((one) => one.findings);
  const unread = surveys.flatMap(({ coverage }) => coverage.unanalyzable);
  return [
    ...surveys.map(projectLine),
    projectLine({
      name: `all ${surveys.length} projects`,
      coverage: {
        revisions: total(surveys, 'revisions'),
        operations: total(surveys, 'operations'),
        statements: total(surveys, 'statements'),
        understood: total(surveys, 'understood'),
        unanalyzable: unread,
      },
      findings,
      milliseconds: surveys.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
      crashes: surveys.flatMap(({ crashes }) => crashes),
    }),
    '',
    'Not read:',
    ...tally(unread.map(({ reason }) => withoutNames(reason))),
    '',
    'Findings:',
    ...tally(findings.map(({ finding }) => `${finding.severity} ${finding.rule}`)),
  ].join('\n');
}

/** A finding with the lines around it: `number file:line severity rule: message`. */
export function sampledText({ finding, text }: SurveyedFinding, number: number): string {
  const lines = text.split('\n');
  const at = text.slice(0, finding.range.from).split('\n').length;
  const first = Math.max(0, at - 1 - linesAround);
  const around = lines.slice(first, at + linesAround).map((line, index) => {
    const mark = first + index + 1 === at ? '>' : ' ';
    return `${mark} ${first + index + 1}: ${line}`;
  });
  const { file, severity, rule, message, help, fixes } = finding;
  return [
    `## ${number} ${file}:${at} ${severity} ${rule}: ${message}`,
    `   help: ${help}`,
    ...fixes.map(({ title, safety }) => `   fix (${safety}): ${title}`),
    ...around,
  ].join('\n');
}

const linesAround = 5;

function projectLine({ name, coverage, findings, milliseconds, crashes }: ProjectSurvey): string {
  const { revisions, operations, statements, understood } = coverage;
  const share = operations === 0 ? '–' : `${((100 * understood) / operations).toFixed(2)} %`;
  return [
    `${name}: ${revisions} revisions`,
    `${understood} of ${operations} operations understood (${share})`,
    `${statements} SQL statements`,
    `${findings.length} findings`,
    `${crashes.length} crashes`,
    `${(milliseconds / 1000).toFixed(1)} s`,
    ...crashes.map((crash) => `\n  ${crash}`),
  ].join(', ');
}

type Figure = 'revisions' | 'operations' | 'statements' | 'understood';

const total = (surveys: readonly ProjectSurvey[], key: Figure) =>
  surveys.reduce((sum, { coverage }) => sum + coverage[key], 0);

/** The same reason for whatever names it is told of. */
const withoutNames = (reason: string) => reason.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…');

/** How often each stands in a list, the most frequent first. */
function tally(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([text, count]) => `  ${count} ${text}`);
}
