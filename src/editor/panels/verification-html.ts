import type { Verification } from '../../actions/types.js';
import { VERDICT_LOOKS, verificationSum } from '../shared/verification-sum.js';

/** What the panel shows: the page's parts that are not text for people. */
export interface PageFrame {
  readonly nonce: string;
  /** Title of each verification, e.g. `060 add step hash`. */
  readonly titles: ReadonlyMap<string, string>;
  readonly database: string;
}

/** A revision whose verification says nothing any more: its file has changed, or nobody is connected. */
export interface NotVerified {
  readonly revision: string;
}

/** The page of a panel: every text escaped, no script but the one with the nonce. */
export function verificationHtml(
  verifications: readonly (Verification | NotVerified)[],
  frame: PageFrame,
): string {
  const policy = `default-src 'none'; style-src 'nonce-${frame.nonce}'; script-src 'nonce-${frame.nonce}';`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Verification</title>
<style nonce="${frame.nonce}">${STYLE}</style>
</head>
<body>
<h1>Verification</h1>
<p class="where">${escapeHtml(frame.database)}</p>
${verifications.map((verification) => section(verification, frame)).join('\n')}
<script nonce="${frame.nonce}">${SCRIPT}</script>
</body>
</html>`;
}

function section(verification: Verification | NotVerified, { titles }: PageFrame): string {
  const title = titles.get(verification.revision) ?? verification.revision;
  if (!('rows' in verification)) {
    return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="where">Not verified any more: the file has changed since, or the database is not connected.</p>
</section>`;
  }
  const { text, fails } = verificationSum(verification);
  return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="sum ${fails ? 'fails' : 'holds'}">${escapeHtml(text)}</p>
<table>
<caption class="unseen">What ${escapeHtml(verification.revision)} should leave in the database, ${verification.expected === 'applied' ? 'applied' : 'rolled back'}</caption>
<thead><tr><th scope="col">Verdict</th><th scope="col">Expected</th><th scope="col">Found</th><th scope="col">Line</th></tr></thead>
<tbody>
${verification.rows.map((row, index) => tableRow(verification, row, index)).join('\n')}
</tbody>
</table>
</section>`;
}

function tableRow(
  { revision }: Verification,
  { state, expectation, detail, line }: Verification['rows'][number],
  index: number,
): string {
  const place =
    line === undefined
      ? ''
      : `<button data-revision="${escapeHtml(revision)}" data-row="${index}" aria-label="Go to line ${line}">${line}</button>`;
  return `<tr class="${state.replaceAll(' ', '-')}"><td class="verdict"><span aria-hidden="true">${VERDICT_LOOKS[state].sign}</span> ${state}</td><td><code>${escapeHtml(expectation)}</code></td><td>${escapeHtml(detail === '' && state === 'holds' ? 'as expected' : detail)}</td><td>${place}</td></tr>`;
}

/** Text that HTML takes for text, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? character);
}

const SCRIPT = `
const vscode = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) vscode.postMessage({ revision: button.dataset.revision, row: Number(button.dataset.row) });
});`;

const STYLE = `
body { color: var(--vscode-foreground); font: var(--vscode-font-size)/1.5 var(--vscode-font-family); padding: 8px 24px 32px; max-width: 1100px; }
h1 { font-size: 1.5em; font-weight: 600; margin: 12px 0 0; }
h2 { font-size: 1.15em; font-weight: 600; margin: 28px 0 2px; }
p { margin: 2px 0 10px; }
.where { color: var(--vscode-descriptionForeground); }
.sum.holds { color: var(--vscode-alembicPilot-holdsForeground); }
.sum.fails { color: var(--vscode-alembicPilot-failsForeground); }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--vscode-descriptionForeground); white-space: nowrap; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); vertical-align: top; overflow-wrap: anywhere; }
td.verdict { white-space: nowrap; width: 7em; }
td:nth-child(3) { min-width: 7em; }
td:last-child, th:last-child { width: 3.5em; text-align: right; padding-right: 0; }
code { background: none; color: inherit; font-family: var(--vscode-editor-font-family); padding: 0; }
.holds .verdict { color: var(--vscode-alembicPilot-holdsForeground); }
.fails .verdict { color: var(--vscode-alembicPilot-failsForeground); font-weight: 600; }
.cannot-tell .verdict { color: var(--vscode-alembicPilot-cannotTellForeground); }
.superseded .verdict { color: var(--vscode-descriptionForeground); }
button { background: none; border: none; color: var(--vscode-textLink-foreground); cursor: pointer; font: inherit; padding: 0 2px; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
