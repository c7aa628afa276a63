import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { MigrationReport } from '../../core/report/migration-report.js';
import { reportMarkdown } from '../../core/report/migration-report-markdown.js';
import { shownUri } from '../real-paths.js';
import { COMMANDS } from '../shared/command-ids.js';
import { reportHtml } from './report-html.js';

/** A report, and the folder that its paths are relative to. */
interface Shown {
  readonly folder: string;
  readonly report: MigrationReport;
}

/** Registers the panel and the command that shows a report in it. */
export function registerReportPanel(): vscode.Disposable {
  const panel = new ReportPanel();
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMANDS.showReport, (shown?: Partial<Shown>) => {
      // Anybody may call a command with anything.
      const { folder, report } = shown ?? {};
      if (folder !== undefined && report !== undefined) panel.show({ folder, report });
    }),
  );
}

/** The panel that shows a report; there is at most one, and it is used again. */
class ReportPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Shown | undefined;

  show(shown: Shown): void {
    this.shown = shown;
    const panel = this.open();
    const [first, ...more] = shown.report.revisions;
    panel.title = first && more.length === 0 ? `Report on ${first.revision}` : 'Report';
    panel.webview.html = reportHtml(shown.report, randomBytes(16).toString('base64'));
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private open(): vscode.WebviewPanel {
    if (this.panel !== undefined) {
      this.panel.reveal(undefined, true);
      return this.panel;
    }
    const panel = vscode.window.createWebviewPanel(
      'alembicPilot.report',
      'Report',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [], enableFindWidget: true },
    );
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.obey(message));
    this.panel = panel;
    return panel;
  }

  private async obey(message: unknown): Promise<void> {
    if (this.shown === undefined || typeof message !== 'object' || message === null) return;
    const { do: what, file, line } = message as Readonly<Record<string, unknown>>;
    if (what === 'copy') await copy(this.shown);
    if (what === 'save') await save(this.shown);
    if (what === 'open' && typeof file === 'string') await open(this.shown, file, Number(line));
  }
}

async function copy({ report }: Shown): Promise<void> {
  await vscode.env.clipboard.writeText(reportMarkdown(report));
  vscode.window.setStatusBarMessage('$(check) The report was copied as Markdown.', 4000);
}

async function save({ folder, report }: Shown): Promise<void> {
  const revisions = report.revisions.map(({ revision }) => revision.replace(/[^\w.-]/gu, '_'));
  const name = `${['migration', ...revisions.slice(-1)].join('-')}.md`;
  const file = await vscode.window.showSaveDialog({
    defaultUri: shownUri(join(folder, name)),
    filters: { Markdown: ['md'] },
  });
  if (file === undefined) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(reportMarkdown(report)));
  await vscode.window.showTextDocument(file);
}

/** Opens only what the report itself names. */
async function open({ folder, report }: Shown, file: string, line: number): Promise<void> {
  const found = [...report.revisions.flatMap(({ findings }) => findings), ...(report.toDo ?? [])];
  const known = [...report.revisions, ...found].some((one) => one.file === file);
  if (!known || !Number.isInteger(line)) return;
  const at = Math.max(0, line - 1);
  await vscode.window.showTextDocument(shownUri(join(folder, file)), {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(at, 0, at, 0),
  });
}
