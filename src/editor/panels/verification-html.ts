import type { Verification } from '../../actions/types.js';
import { VERDICT_LOOKS, verificationSum } from '../shared/verification-sum.js';
import { escapeHtml, panelPage } from './panel-page.js';

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
  const body = `<h1>Verification</h1>
<p class="where">${escapeHtml(frame.database)}</p>
${verifications.map((verification) => section(verification, frame)).join('\n')}`;
  const { nonce } = frame;
  return panelPage({ title: 'Verification', body, nonce, script: SCRIPT, style: STYLE });
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

const SCRIPT = `
const vscode = acquireVsCodeApi();
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button');
  if (button) vscode.postMessage({ revision: button.dataset.revision, row: Number(button.dataset.row) });
});`;

const STYLE = `
.sum.holds { color: var(--vscode-alembicPilot-holdsForeground); }
.sum.fails { color: var(--vscode-alembicPilot-failsForeground); }
td.verdict { white-space: nowrap; width: 7em; }
td:nth-child(3) { min-width: 7em; }
.holds .verdict { color: var(--vscode-alembicPilot-holdsForeground); }
.fails .verdict { color: var(--vscode-alembicPilot-failsForeground); font-weight: 600; }
.cannot-tell .verdict { color: var(--vscode-alembicPilot-cannotTellForeground); }
.superseded .verdict { color: var(--vscode-descriptionForeground); }
`;
