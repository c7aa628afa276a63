import * as vscode from 'vscode';
import { basename } from 'node:path';
import type { ProjectState } from '../shared/analysis.js';
import { realPath } from '../real-paths.js';
import { listNames } from '../shared/names.js';

/**
 * Alembic reads files, not editors: offers to save the migrations of the project that are not.
 * False when the user does not want that, or a file could not be saved.
 */
export async function saveMigrations({ graph }: ProjectState): Promise<boolean> {
  const files = new Set(graph.files.map(({ file }) => file));
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && files.has(realPath(uri)),
  );
  if (unsaved.length === 0) return true;
  const names = listNames(unsaved.map(({ fileName }) => basename(fileName)));
  const save = 'Save and Continue';
  const chosen = await vscode.window.showWarningMessage(
    `${names} ${unsaved.length === 1 ? 'has' : 'have'} unsaved changes.`,
    { modal: true, detail: 'Alembic runs what is saved.' },
    save,
  );
  if (chosen !== save) return false;
  const saved = await Promise.all(unsaved.map((document) => document.save()));
  return saved.every(Boolean);
}
