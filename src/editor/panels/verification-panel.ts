import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { Verification } from '../../actions/types.js';
import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { revisionTitle } from '../shared/names.js';
import type { ProjectStore } from '../project-store.js';
import { shownUri } from '../real-paths.js';
import { verificationHtml } from './verification-html.js';
import type { NotVerified } from './verification-html.js';

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

/**
 * The panel that shows verifications; there is at most one, and it is used again. It follows the
 * store: what it says of a revision is what was verified last.
 */
class VerificationPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private subject: Required<Pick<Shown, 'project' | 'revisions'>> | undefined;
  private verifications: readonly (Verification | NotVerified)[] = [];
  private readonly following: vscode.Disposable;

  constructor(private readonly store: ProjectStore) {
    this.following = store.onDidChange(() => {
      this.follow();
    });
  }

  show({ project, revision, revisions = revision === undefined ? [] : [revision] }: Shown): void {
    const state = this.store.project(project);
    if (state === undefined) return;
    this.subject = { project, revisions };
    this.render(this.open(), state, verificationsOf(state, revisions));
  }

  private follow(): void {
    const state = this.store.project(this.subject?.project ?? '');
    if (this.panel === undefined || this.subject === undefined || state === undefined) return;
    const now = verificationsOf(state, this.subject.revisions);
    const same = now.every((one, index) => {
      const shown = this.verifications[index];
      return one === shown || (!('rows' in one) && shown !== undefined && !('rows' in shown));
    });
    if (!same) this.render(this.panel, state, now);
  }

  private render(
    panel: vscode.WebviewPanel,
    state: ProjectState,
    verifications: readonly (Verification | NotVerified)[],
  ): void {
    this.verifications = verifications;
    const revisions = verifications.map(({ revision }) => revision);
    const identity = databaseOf(state)?.identity;
    panel.webview.html = verificationHtml(verifications, {
      nonce: randomBytes(16).toString('base64'),
      titles: new Map(revisions.map((revision) => [revision, titleOf(state, revision)])),
      database: identity === undefined ? '' : `${identity.database} on ${identity.host}`,
    });
    panel.title = revisions.length === 1 ? `Verification of ${revisions[0] ?? ''}` : 'Verification';
  }

  dispose(): void {
    this.following.dispose();
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
    const verification = this.verifications.find((shown) => shown.revision === revision);
    if (verification === undefined || !('rows' in verification)) return;
    const line = typeof row === 'number' ? verification.rows[row]?.line : undefined;
    if (line === undefined) return;
    await vscode.window.showTextDocument(shownUri(verification.file), {
      viewColumn: vscode.ViewColumn.One,
      selection: new vscode.Range(line - 1, 0, line - 1, 0),
    });
  }
}

function verificationsOf(
  state: ProjectState,
  revisions: readonly string[],
): readonly (Verification | NotVerified)[] {
  return revisions.map((revision) => state.verifications.get(revision) ?? { revision });
}

function titleOf(state: ProjectState, revision: string): string {
  const known = state.graph.revisions.get(revision);
  return known === undefined ? revision : revisionTitle(known);
}
