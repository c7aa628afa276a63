import * as vscode from 'vscode';
import { LineMap } from '../core/python/lines.js';
import type { FileEdit } from '../core/rules/finding.js';
import { shownUri } from './real-paths.js';

/** What VS Code does for the edits of a fix. `textOf` gives the text that their ranges count in. */
export function workspaceEdit(
  edits: readonly FileEdit[],
  textOf: (file: string) => string | undefined,
): vscode.WorkspaceEdit {
  const made = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const uri = shownUri(edit.file);
    switch (edit.kind) {
      case 'create':
        made.createFile(uri, { contents: new TextEncoder().encode(edit.text) });
        break;
      case 'delete':
        made.deleteFile(uri);
        break;
      case 'replace': {
        const lines = new LineMap(textOf(edit.file) ?? '');
        const [start, end] = [lines.position(edit.range.from), lines.position(edit.range.to)];
        const range = new vscode.Range(
          start.line - 1,
          start.column - 1,
          end.line - 1,
          end.column - 1,
        );
        made.replace(uri, range, edit.text);
      }
    }
  }
  return made;
}
