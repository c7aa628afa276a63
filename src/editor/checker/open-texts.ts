import * as vscode from 'vscode';
import { realPath } from '../real-paths.js';

/** The texts of open documents, by file; only of files that `known` has. */
export function openTexts(known: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of vscode.workspace.textDocuments) {
    if (document.uri.scheme !== 'file' || document.isClosed) continue;
    const file = realPath(document.uri);
    if (known.has(file)) texts.set(file, document.getText());
  }
  return texts;
}

/** The text of a file that is open. */
export function openText(file: string): string | undefined {
  const open = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === 'file' && realPath(uri) === file,
  );
  return open?.getText();
}
