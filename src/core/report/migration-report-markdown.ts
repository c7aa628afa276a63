import { markdownCode as code, markdownText as text } from './markdown-text.js';
import { currentText, type CurrentRow } from './migration-report-current.js';
import type { MigrationReport, ReportFinding, RevisionReport } from './migration-report.js';
import { verdictSigns, sumText } from './verification-text.js';

/** The report as GitHub-flavoured Markdown; ends with a line end. */
export function reportMarkdown(report: MigrationReport): string {
  const { database, current, pending, revisions, toDo } = report;
  const { length } = revisions;
  const title = length === 1 ? `Migration ${text(revisions[0]?.revision ?? '')}` : 'Migrations';
  const version = Math.floor(database.serverVersion / 10_000);
  const parts = [
    `# ${title}`,
    `Database ${code(database.database)} on ${code(database.host)}, PostgreSQL ${version}.`,
    revisions.map(identityMarkdown).join('\n') || 'No revision is applied, and none was named.',
    '## What `alembic current` shows',
    [currentMarkdown(current), pendingMarkdown(pending)].join('\n\n'),
    ...revisions.flatMap((revision) => revisionParts(revision, length > 1)),
    ...(toDo === undefined ? [] : ['## To do in models and schemas', toDoMarkdown(toDo)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function identityMarkdown({ revision, file, message, applied }: RevisionReport): string {
  const state = applied ? 'applied' : '**not applied**';
  const words = message === '' ? '' : `: ${text(message)}`;
  return `- ${code(file)}, revision ${code(revision)}, ${state}${words}`;
}

function revisionParts(report: RevisionReport, several: boolean): string[] {
  const { revision, applied, verification, findings } = report;
  const h = several ? '###' : '##';
  return [
    ...(several ? [`## ${text(revision)}`] : []),
    `${h} Is the data right?`,
    dataMarkdown(report),
    `${h} ${applied ? 'What needs attention' : 'What will need attention'}`,
    attentionMarkdown(report),
    `${h} Verification`,
    `${sumText(verification)}.`,
    verificationMarkdown(report),
    `${h} Findings`,
    findingsMarkdown(findings),
    ...unreadMarkdown(report),
  ];
}

function attentionMarkdown({ attention }: RevisionReport): string {
  if (attention.length === 0) return noAttention;
  return table(
    ['change', 'what follows', 'line'],
    attention.map(({ what, note, line }) => [code(what), text(note), String(line)]),
  );
}

/** What is said where nothing needs attention. */
export const noAttention =
  'No change of foreign keys, of unique constraints and indexes or of NOT NULL, and no data is lost.';

function verificationMarkdown({ verification }: RevisionReport): string {
  return table(
    ['', 'expected', 'found', 'line'],
    verification.map(({ state, expectation, detail, line }) => [
      `${verdictSigns[state]} ${state}`,
      code(expectation),
      text(detail) || (state === 'holds' ? 'as expected' : ''),
      line === undefined ? '' : String(line),
    ]),
  );
}

function dataMarkdown({ data, applied }: RevisionReport): string {
  if (!applied) return 'It is not applied: no row was written.';
  if (data.length === 0) return 'It writes no rows.';
  return table(
    ['', 'statement', 'verdict', 'counted now', 'line'],
    data.map(({ state, what, verdict, counts, line }) => [
      `${verdictSigns[state]} ${dataWords[state]}`,
      code(what),
      text(verdict),
      text(counts.join('; ')),
      String(line),
    ]),
  );
}

/** How a verdict on rows is said. */
export const dataWords = {
  holds: 'right',
  fails: 'wrong',
  'cannot tell': 'cannot tell',
  superseded: 'superseded',
} as const;

function currentMarkdown(current: readonly CurrentRow[]): string {
  if (current.length === 0) return 'Nothing: no revision is applied.';
  const lines = current.map((row) =>
    row.known
      ? `- ${code(currentText(row))}`
      : `- ${code(row.revision)}, which no file has: ${code('alembic current')} fails over it`,
  );
  return lines.join('\n');
}

function pendingMarkdown(pending: readonly string[]): string {
  return pending.length === 0
    ? 'Nothing is pending.'
    : `Pending: ${pending.map((revision) => code(revision)).join(', ')}.`;
}

function findingsMarkdown(findings: readonly ReportFinding[]): string {
  if (findings.length === 0) return 'None.';
  return table(
    ['', 'finding', 'what to do', 'place'],
    findings.map(({ severity, rule, message, help, file, line }) => [
      severity,
      `${text(message)} (${code(rule)})`,
      text(help),
      code(`${file}:${line}`),
    ]),
  );
}

function toDoMarkdown(toDo: readonly ReportFinding[]): string {
  if (toDo.length === 0) return 'Nothing: models and schemas are along.';
  return toDo
    .map(
      ({ message, help, file, line }) =>
        `- [ ] ${text(message)} ${text(help)} ${code(`${file}:${line}`)}`,
    )
    .join('\n');
}

function unreadMarkdown({ unread }: RevisionReport): string[] {
  if (unread.length === 0) return [];
  const lines = unread.map(({ line, reason }) => `- line ${line}: ${text(reason)}`);
  return [`Not read, and so neither checked nor verified:\n\n${lines.join('\n')}`];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
