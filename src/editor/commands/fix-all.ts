import * as vscode from 'vscode';
import { realPath } from '../real-paths.js';
import type { Command } from './command.js';

/** Applies all safe fixes of a file: the given one, else the one in front. */
export const fixAll: Command = async ({ checker }, argument) => {
  const uri =
    argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return;
  const document = await vscode.workspace.openTextDocument(uri);
  await checker.settle();
  const fixed = checker.fixedText(realPath(uri));
  if (fixed === undefined) {
    void vscode.window.showInformationMessage('There is no safe fix to apply in this file.');
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(uri, new vscode.Range(new vscode.Position(0, 0), end), fixed);
  await vscode.workspace.applyEdit(edit);
};
