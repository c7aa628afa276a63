import * as vscode from 'vscode';
import { readReviewed, rememberReviewed } from '../../system/reviewed-files.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { revisionOfFile, type ProjectState } from '../shared/analysis.js';

/** What of a document was in sight, line by line; the version says of which text. */
interface Seen {
  readonly lines: Set<number>;
  read: boolean;
}

/**
 * Watches what of migrations is in sight: one whose every line was, is read. What somebody types
 * into a migration that is read, is read; what comes from the disk is not.
 */
export class Reading implements vscode.Disposable {
  private readonly seen = new WeakMap<vscode.TextDocument, Seen>();
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly store: ProjectStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const look = (editor: vscode.TextEditor | undefined): void => {
      if (editor) void this.look(editor);
    };
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        look(textEditor);
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        editors.forEach(look);
      }),
      vscode.workspace.onDidChangeTextDocument((change) => {
        this.follow(change);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (this.seen.get(document)?.read) void this.remember(document);
      }),
      store.onDidChange(() => {
        vscode.window.visibleTextEditors.forEach(look);
      }),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async look({ document, visibleRanges }: vscode.TextEditor): Promise<void> {
    const state = this.projectOf(document);
    if (!state) return;
    const known = this.seen.get(document) ?? { lines: new Set(), read: false };
    if (!this.seen.has(document)) {
      this.seen.set(document, known);
      known.read = (await readReviewed(state.project))(document.getText());
    }
    if (known.read) return;
    for (const { start, end } of visibleRanges)
      for (let line = start.line; line <= end.line; line++) known.lines.add(line);
    // Lines that are folded away are not in sight.
    if (known.lines.size < document.lineCount) return;
    known.read = true;
    if (!document.isDirty) await this.remember(document);
  }

  /** Typing keeps a migration read; a text that comes from the disk has to be read again. */
  private follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const known = this.seen.get(document);
    if (!known || contentChanges.length === 0 || (known.read && document.isDirty)) return;
    this.seen.set(document, { lines: new Set(), read: false });
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document === document) void this.look(editor);
  }

  private projectOf(document: vscode.TextDocument): ProjectState | undefined {
    if (document.languageId !== 'python') return undefined;
    return revisionOfFile(this.store.analysis, realPath(document.uri))?.state;
  }

  private async remember(document: vscode.TextDocument): Promise<void> {
    const state = this.projectOf(document);
    if (!state) return;
    try {
      await rememberReviewed(state.project, [document.getText()]);
    } catch (error) {
      this.log.warn(`Not remembered as read: ${String(error)}`);
    }
  }
}
