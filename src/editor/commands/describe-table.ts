import * as vscode from 'vscode';
import { failureOf } from '../connections.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { showDescription } from './description-documents.js';
import { sayFailure } from './say-failure.js';

/** Shows what `\d` shows of a table: the one under the cursor, or one that the user picks. */
export const describeTable: Command = async (services, argument) => {
  const word = argument === undefined ? wordUnderCursor() : undefined;
  const state = await connectedProject(services, argument);
  if (state === undefined) return;
  const { connections } = services;
  const ports = connections.readingPorts();
  try {
    const { describe, listTables } = await import('../../actions/describe.js');
    const context = await connections.context(state.key);
    const tables = await listTables(context, ports);
    const table = tables.find((name) => name === word) ?? (await pickTable(tables, word));
    if (table === undefined) return;
    const { text } = await describe(context, table, ports);
    await showDescription(table, text);
  } catch (error) {
    void sayFailure(failureOf(error), state.key);
  }
};

async function pickTable(
  tables: readonly string[],
  word: string | undefined,
): Promise<string | undefined> {
  if (tables.length === 0) {
    void vscode.window.showInformationMessage('The database has no tables yet.');
    return undefined;
  }
  const like = tables.filter((name) => word !== undefined && name.includes(word));
  const items = [...like, ...tables.filter((name) => !like.includes(name))].map((label) => ({
    label,
    iconPath: new vscode.ThemeIcon('table'),
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Describe which table?' });
  return picked?.label;
}

function wordUnderCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /[\w$]+/u);
  return range === undefined ? undefined : editor?.document.getText(range);
}
