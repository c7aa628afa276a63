import * as vscode from 'vscode';
import { readBody } from '../../core/revisions/read-body.js';
import { revisionOfFile } from '../shared/analysis.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { lensTitles } from './lens-titles.js';

/** Lenses over `upgrade()` and `downgrade()`, from the text as it stands in the editor. */
export class MigrationLenses implements vscode.CodeLensProvider {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly store: ProjectStore) {
    store.onDidChange(() => {
      this.changed.fire();
    });
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { analysis } = this.store;
    const found = revisionOfFile(analysis, realPath(document.uri));
    if (found === undefined) return [];
    const body = readBody(document.getText());
    return lensTitles(found.state, found.revision, body, analysis.trusted).flatMap((lens) => {
      const place = body[lens.over];
      if (place === undefined) return [];
      return new vscode.CodeLens(new vscode.Range(place.line - 1, 0, place.line - 1, 0), {
        title: lens.title,
        tooltip: lens.tooltip,
        command: lens.command ?? '',
        arguments: lens.argument === undefined ? [] : [lens.argument],
      });
    });
  }
}
