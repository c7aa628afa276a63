import { currentText, type CurrentRow } from '../../core/report/migration-report-current.js';
import { dataWords, noAttention } from '../../core/report/migration-report-markdown.js';
import type {
  MigrationReport,
  ReportFinding,
  RevisionReport,
} from '../../core/report/migration-report.js';
import type { VerdictLine } from '../../core/report/verification-text.js';
import { sumText, verdictSigns } from '../../core/report/verification-text.js';
import { escapeHtml as text, panelPage } from './panel-page.js';

/** The page of the report: every text escaped, no script but the one with the nonce. */
export function reportHtml(report: MigrationReport, nonce: string): string {
  const { database, revisions, toDo } = report;
  const [first, ...more] = revisions;
  const title = first && more.length === 0 ? `Migration ${first.revision}` : 'Migrations';
  const version = Math.floor(database.serverVersion / 10_000);
  const body = `<header>
<h1>${text(title)}</h1>
<button class="main" data-do="copy">Copy as Markdown</button>
<button class="main quiet" data-do="save">Save…</button>
</header>
<p class="where">${text(database.database)} on ${text(database.host)}, PostgreSQL ${version}</p>
<dl>
${revisions.map(identity).join('\n') || fact('Migration', 'No revision is applied, and none was named.')}
${fact('alembic current', currentHtml(report.current))}
${fact('Pending', report.pending.map(code).join(', ') || 'nothing')}
</dl>
${revisions.map((revision) => section(revision, more.length > 0)).join('\n')}
${toDo === undefined ? '' : `<h2>To do in models and schemas</h2>\n${findings(toDo, 'Nothing: models and schemas are along.')}`}`;
  return panelPage({ title, body, nonce, script: SCRIPT, style: STYLE });
}

const code = (words: string) => `<code>${text(words)}</code>`;
const fact = (name: string, html: string) => `<div><dt>${name}</dt><dd>${html}</dd></div>`;

function identity({ revision, file, message, applied }: RevisionReport): string {
  const state = applied ? '' : ' <strong class="pending">not applied</strong>';
  const about = `${code(revision)}${state} ${text(message)}<br>${place(file, 1, file)}`;
  return fact('Migration', about);
}

function currentHtml(current: readonly CurrentRow[]): string {
  const rows = current.map((row) =>
    row.known ? code(currentText(row)) : `${code(row.revision)}, which no file has`,
  );
  return rows.join('<br>') || 'nothing';
}

function section(report: RevisionReport, several: boolean): string {
  const { revision, file, applied, data, attention, verification, unread } = report;
  const h = several ? 'h3' : 'h2';
  const rows = data.map(({ state, what, verdict, counts, line }) => [
    verdictCell(state, dataWords[state]),
    code(what),
    `${text(verdict)}${counts.map((count) => `<br><span class="where">${text(count)}</span>`).join('')}`,
    place(file, line),
  ]);
  const changed = attention.map(({ kind, what, note, line }) => [
    kind,
    `${code(what)}${note === '' ? '' : `<br>${text(note)}`}`,
    place(file, line),
  ]);
  const verdicts = verification.map(({ state, expectation, detail, line }) => [
    verdictCell(state, state),
    code(expectation),
    text(detail) || (state === 'holds' ? 'as expected' : ''),
    line === undefined ? '' : place(file, line),
  ]);
  const nothingWritten = applied ? 'It writes no rows.' : 'It is not applied: no row was written.';
  const unreadRows = unread.map(({ line, reason }) => [text(reason), place(file, line)]);
  return `${several ? `<h2>${text(revision)}</h2>` : ''}
<${h}>Is the data right?</${h}>
${table(['Verdict', 'Statement', 'Found', 'Line'], rows, nothingWritten)}
<${h}>${applied ? 'What needs attention' : 'What will need attention'}</${h}>
${table(['About', 'Change', 'Line'], changed, noAttention)}
<${h}>Verification</${h}>
<p>${text(sumText(verification))}</p>
${table(['Verdict', 'Expected', 'Found', 'Line'], verdicts, '')}
<${h}>Findings</${h}>
${findings(report.findings, 'None.')}
${unread.length === 0 ? '' : table(['Not read, and so neither checked nor verified', 'Line'], unreadRows, '')}`;
}

function findings(found: readonly ReportFinding[], none: string): string {
  const rows = found.map(({ severity, message, help, rule, file, line }) => [
    `<span class="${severity}">${severity}</span>`,
    `${text(message)} ${code(rule)}<br><span class="where">${text(help)}</span>`,
    place(file, line, `${file.split('/').at(-1) ?? file}:${line}`),
  ]);
  return table(['Severity', 'Finding', 'Place'], rows, none);
}

function verdictCell(state: VerdictLine['state'], words: string): string {
  return `<span class="${state.replaceAll(' ', '-')}"><span aria-hidden="true">${verdictSigns[state]}</span> ${words}</span>`;
}

/** A button that opens a file at a line. */
function place(file: string, line: number, label = String(line)): string {
  return `<button data-do="open" data-file="${text(file)}" data-line="${line}" aria-label="Open ${text(file)}, line ${line}">${text(label)}</button>`;
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none: string,
): string {
  if (rows.length === 0) return `<p>${text(none)}</p>`;
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag.split(' ')[0] ?? tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th scope="col"', head)}</thead><tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table>`;
}

const SCRIPT = `
const vscode = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) vscode.postMessage({ ...button.dataset });
});`;

const STYLE = `
header { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
header h1 { margin: 12px auto 6px 0; }
button.main { background: var(--vscode-button-background); border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 3px; color: var(--vscode-button-foreground); padding: 4px 12px; }
button.main:hover { background: var(--vscode-button-hoverBackground); text-decoration: none; }
button.quiet { background: var(--vscode-button-secondaryBackground); color: var(--vscode-button-secondaryForeground); }
button.quiet:hover { background: var(--vscode-button-secondaryHoverBackground); }
dl { margin: 16px 0 0; }
dl div { display: grid; gap: 16px; grid-template-columns: 9em 1fr; padding: 3px 0; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; overflow-wrap: anywhere; }
dd button { padding: 0; text-align: left; }
h3 { font-size: 1em; font-weight: 600; margin: 18px 0 2px; }
td:first-child { white-space: nowrap; width: 7em; }
td:nth-child(3):not(:last-child) { min-width: 7em; }
td:last-child, th:last-child { width: auto; white-space: nowrap; }
.holds { color: var(--vscode-alembicPilot-holdsForeground); }
.fails, .error { color: var(--vscode-alembicPilot-failsForeground); font-weight: 600; }
.cannot-tell, .warning, .pending { color: var(--vscode-alembicPilot-cannotTellForeground); }
.superseded, .info, .hint { color: var(--vscode-descriptionForeground); }
`;
