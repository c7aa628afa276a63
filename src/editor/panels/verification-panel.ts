import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Verification } from '../../actions/types.js';
import { databaseOf } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { revisionTitle } from '../shared/names.js';
import type { ProjectStore } from '../project-store.js';
import { shownUri } from '../real-paths.js';
import { verificationHtml } from './verification-html.js';

/** Registers the panel and the command that shows it. */
export function registerVerificationPanel(store: ProjectStore): vscode.Disposable {
  const panel = new VerificationPanel(store);
  return vscode.Disposable.from(
    panel,
    vscode.commands.registerCommand(COMMANDS.showVerification, (shown?: Shown) => {
      if (shown !== undefined) panel.show(shown);
    }),
  );
}

/** Which verifications: those of these revisions, or of one. */
interface Shown {
  readonly project: string;
  readonly revision?: string;
  readonly revisions?: readonly string[];
}

/** The panel that shows verifications; there is at most one, and it is used again. */
class VerificationPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private shown: readonly Verification[] = [];

  constructor(private readonly store: ProjectStore) {}

  show({ project, revision, revisions = revision === undefined ? [] : [revision] }: Shown): void {
    const state = this.store.project(project);
    if (state === undefined) return;
    this.shown = revisions.flatMap((revision) => state.verifications.get(revision) ?? []);
    const titles = new Map(
      this.shown.map(({ revision }) => {
        const known = state.graph.revisions.get(revision);
        return [revision, known === undefined ? revision : revisionTitle(known)];
      }),
    );
    const identity = databaseOf(state)?.identity;
    const panel = this.open();
    panel.webview.html = verificationHtml(this.shown, {
      nonce: randomBytes(16).toString('base64'),
      titles,
      database: identity === undefined ? '' : `${identity.database} on ${identity.host}`,
    });
    panel.title = revisions.length === 1 ? `Verification of ${revisions[0] ?? ''}` : 'Verification';
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
      'alembicPilot.verification',
      'Verification',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => this.goTo(message));
    this.panel = panel;
    return panel;
  }

  /** A click on a line number: opens the migration there. */
  private async goTo(message: unknown): Promise<void> {
    if (typeof message !== 'object' || message === null) return;
    const { revision, row } = message as { readonly revision?: unknown; readonly row?: unknown };
    const verification = this.shown.find((shown) => shown.revision === revision);
    const line = typeof row === 'number' ? verification?.rows[row]?.line : undefined;
    if (verification === undefined || line === undefined) return;
    await vscode.window.showTextDocument(shownUri(verification.file), {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(line - 1, 0, line - 1, 0),
    });
  }
}
