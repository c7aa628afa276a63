import * as vscode from 'vscode';
import type { VerdictState } from '../../actions/types.js';
import { revisionOfFile } from '../shared/analysis.js';
import { VERDICT_LOOKS } from '../shared/verification-sum.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { gutterIcons } from './gutter-icons.js';
import { marks } from './mark-rows.js';

/** Shows the last verification behind the operations of a migration that is open. */
export function registerVerificationMarks(store: ProjectStore): vscode.Disposable {
  const looks = decorationTypes();
  const show = (editors: readonly vscode.TextEditor[]): void => {
    for (const editor of editors) decorate(editor, store, looks);
  };
  const all = (): void => {
    show(vscode.window.visibleTextEditors);
  };
  return vscode.Disposable.from(
    ...looks.values(),
    store.onDidChange(all),
    vscode.window.onDidChangeVisibleTextEditors(show),
  );
}

type Looks = ReadonlyMap<VerdictState, vscode.TextEditorDecorationType>;

function decorate(editor: vscode.TextEditor, store: ProjectStore, looks: Looks): void {
  if (editor.document.languageId !== 'python') return;
  const found = revisionOfFile(store.analysis, realPath(editor.document.uri));
  const verification = found?.state.verifications.get(found.revision.revision);
  const shown = verification === undefined || editor.document.isDirty ? [] : marks(verification);
  for (const [state, type] of looks) {
    const here = shown.filter(
      (mark) => mark.state === state && mark.line <= editor.document.lineCount,
    );
    editor.setDecorations(
      type,
      here.map((mark) => {
        const { range } = editor.document.lineAt(mark.line - 1);
        const hoverMessage = new vscode.MarkdownString();
        hoverMessage.appendCodeblock(mark.hover.join('\n'), 'text');
        return {
          range,
          hoverMessage,
          renderOptions: { after: { contentText: mark.text } },
        };
      }),
    );
  }
}

function decorationTypes(): Looks {
  const verdicts = Object.entries(VERDICT_LOOKS) as [VerdictState, { colour: string }][];
  return new Map(
    verdicts.map(([state, { colour }]) => [
      state,
      vscode.window.createTextEditorDecorationType({
        after: { color: new vscode.ThemeColor(colour), margin: '0 0 0 2em' },
        // A long line takes its text out of sight; the sign in the margin stays.
        ...gutterIcons(state),
        overviewRulerColor: new vscode.ThemeColor(colour),
        overviewRulerLane: vscode.OverviewRulerLane.Right,
      }),
    ]),
  );
}
