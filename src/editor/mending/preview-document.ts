import * as vscode from 'vscode';

const SCHEME = 'alembic-pilot-mending';
const path = '/Mending.diff';
let shown = '';
const changed = new vscode.EventEmitter<vscode.Uri>();

/** The read-only document that shows what a mending would change. */
export function registerPreview(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => shown,
  });
}

/** Shows a unified diff; a second one takes the place of the first. */
export async function showPreview(diff: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme: SCHEME, path });
  shown = `${diff}\n`;
  changed.fire(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.languages.setTextDocumentLanguage(document, 'diff');
  await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
}

/** Closes it again. */
export async function closePreview(): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === SCHEME);
  await vscode.window.tabGroups.close(tabs);
}
