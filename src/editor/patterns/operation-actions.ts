import * as vscode from 'vscode';
import { allPatterns } from '../../core/patterns/all-patterns.js';
import { operationChanges } from '../../core/patterns/operation-changes.js';
import type { OpenMigrations } from '../open-migrations.js';

const kind = vscode.CodeActionKind.RefactorRewrite.append('alembicPilot');

/** Other ways to write the operation under the cursor, each by a pattern. */
export class OperationActions implements vscode.CodeActionProvider {
  static readonly metadata = { providedCodeActionKinds: [kind] };

  constructor(private readonly migrations: OpenMigrations) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const migration = this.migrations.source(document);
    if (!migration) return [];
    const at = { from: document.offsetAt(range.start), to: document.offsetAt(range.end) };
    return operationChanges(migration, at, allPatterns).map(({ title, edits }) => {
      const action = new vscode.CodeAction(title, kind);
      action.edit = new vscode.WorkspaceEdit();
      for (const { range, text } of edits) {
        const place = new vscode.Range(
          document.positionAt(range.from),
          document.positionAt(range.to),
        );
        action.edit.replace(document.uri, place, text);
      }
      return action;
    });
  }
}
