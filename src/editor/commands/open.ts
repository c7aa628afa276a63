import * as vscode from 'vscode';
import type { Problem } from '../../core/revisions/revision.js';
import { shownPath, shownUri } from '../real-paths.js';
import type { Command } from './command.js';
import { pickRevision } from './targets.js';

/** Opens the file of a revision at its identifiers. */
export const openRevision: Command = async ({ store }, argument) => {
  const target = await pickRevision(store, argument, { placeHolder: 'Open which revision?' });
  const file = target?.state.graph.revisions.get(target.revision)?.file;
  if (file !== undefined) await open(file, undefined);
};

/** Opens the place of a problem. */
export const openProblem: Command = async (_, argument) => {
  if (isProblem(argument)) await open(argument.file, argument.line);
};

async function open(file: string, line: number | undefined): Promise<void> {
  const uri = shownUri(file);
  try {
    await vscode.window.showTextDocument(uri, {
      preview: true,
      ...(line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) }),
    });
  } catch {
    void vscode.window.showWarningMessage(
      `${shownPath(file)} is not there any more. Refresh the view.`,
    );
  }
}

function isProblem(argument: unknown): argument is Problem {
  return (
    typeof argument === 'object' && argument !== null && 'file' in argument && 'line' in argument
  );
}
