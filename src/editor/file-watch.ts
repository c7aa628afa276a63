import { basename, sep } from 'node:path';
import * as vscode from 'vscode';
import type { ProjectStore } from './project-store.js';
import { realPath } from './real-paths.js';
import { isRevisionOf } from './workspace-reader.js';
import type { WorkspaceReader } from './workspace-reader.js';

const QUIET_MS = 200;

/** Has the workspace read again whenever files of a project change. */
export class FileWatch implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  private changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: ProjectStore,
    private readonly reader: WorkspaceReader,
  ) {
    const files = vscode.workspace.createFileSystemWatcher('**/*.{py,ini,toml}');
    const note = (uri: vscode.Uri): void => {
      this.note(uri);
    };
    this.disposables = [
      files,
      files.onDidCreate(note),
      files.onDidChange(note),
      files.onDidDelete(note),
      vscode.workspace.onDidChangeWorkspaceFolders(() => reader.read()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Collects changes until the files are quiet: a branch switch touches many at once. */
  private note(uri: vscode.Uri): void {
    if (!this.concerns(uri.fsPath)) return;
    this.changed.add(uri.fsPath).add(realPath(uri));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const files = this.changed;
      this.changed = new Set();
      this.store.forgetVerifications(files);
      void this.reader.readChanged(files);
    }, QUIET_MS);
  }

  private concerns(file: string): boolean {
    const name = basename(file);
    if (!file.endsWith('.py') || name === 'env.py') {
      return !file.endsWith('.toml') || name === 'pyproject.toml';
    }
    return isRevisionOf(this.store.analysis.projects, file) || file.split(sep).includes('versions');
  }
}
