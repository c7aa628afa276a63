import * as vscode from 'vscode';
import { allPatterns } from '../../core/patterns/all-patterns.js';
import type { MigrationSource } from '../../core/patterns/code-places.js';
import { insertPattern, type Insertion } from '../../core/patterns/insert.js';
import type { Pattern, Values } from '../../core/patterns/pattern.js';
import { renderMarked } from '../../core/patterns/render.js';
import { tabStops } from '../../core/patterns/tab-stops.js';
import type { OpenMigrations } from '../open-migrations.js';
import { askValues } from './ask.js';

/** From a completion: everything is left to tab stops, at the cursor. */
interface AtCursor {
  readonly pattern: string;
}

const isAtCursor = (argument: unknown): argument is AtCursor =>
  typeof argument === 'object' && argument !== null && 'pattern' in argument;

/** *Insert Pattern…*: asks which one and for what, and writes both directions. */
export async function insertPatternCommand(
  migrations: OpenMigrations,
  argument: unknown,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const source = editor && migrations.source(editor.document);
  if (!source) {
    void vscode.window.showInformationMessage(
      'Open a migration first: patterns are inserted into its upgrade() and downgrade().',
    );
    return;
  }
  const at = editor.document.offsetAt(editor.selection.active);
  if (isAtCursor(argument)) {
    const pattern = allPatterns.find(({ id }) => id === argument.pattern);
    if (pattern) await write(editor, source, pattern, {}, at);
    return;
  }
  for (;;) {
    const pattern = await pickPattern();
    if (!pattern) return;
    const values = await askValues(pattern, migrations.schemaAt(editor.document, at));
    if (values === 'back') continue;
    const now = values && migrations.source(editor.document);
    if (now) await write(editor, now, pattern, values, at);
    return;
  }
}

async function pickPattern(): Promise<Pattern | undefined> {
  const items = allPatterns.map((pattern) => ({
    label: pattern.title,
    detail: pattern.description.replace(/[*`]/g, ''),
    pattern,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Insert Pattern',
    placeHolder: 'Which pattern?',
    matchOnDetail: true,
  });
  return picked?.pattern;
}

/** Writes code with tab stops into both functions, as one edit that one undo takes back. */
async function write(
  editor: vscode.TextEditor,
  source: MigrationSource,
  pattern: Pattern,
  given: Values,
  at: number,
): Promise<void> {
  const stops = tabStops(pattern, given, () => true);
  const rendered = renderMarked(pattern, stops.values);
  // Who typed a word here wants it here, even what stands at the end by itself.
  const here = Object.keys(given).length === 0;
  const place = here ? { upgrade: rendered.upgrade, downgrade: rendered.downgrade } : rendered;
  const result = insertPattern(source, place, at, stops.proposals);
  if ('refused' in result) {
    void vscode.window.showWarningMessage(result.refused);
    return;
  }
  await vscode.workspace.applyEdit(editOf(editor.document, result, stops.snippet));
  if (result.note !== undefined) void vscode.window.showWarningMessage(result.note);
}

function editOf(
  document: vscode.TextDocument,
  { edits, spelled, forward }: Insertion,
  snippet: (code: string, proposals: readonly string[]) => string,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const parts = edits.map((own) => {
    const { range, text } = own;
    // Without a last stop the cursor would be at the end of every part, the imports' too.
    const code = snippet(text, spelled) + (own === forward ? '$0' : '');
    const place = new vscode.Range(document.positionAt(range.from), document.positionAt(range.to));
    const part = new vscode.SnippetTextEdit(place, new vscode.SnippetString(code));
    part.keepWhitespace = true;
    return part;
  });
  edit.set(document.uri, parts);
  return edit;
}
