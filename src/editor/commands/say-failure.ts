import * as vscode from 'vscode';
import type { Failure } from '../../actions/types.js';
import { failureText } from '../shared/names.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { CommandId } from '../shared/command-ids.js';

const BUTTONS: Readonly<Record<string, CommandId>> = {
  'Show Log': COMMANDS.showLog,
  'Choose Runner…': COMMANDS.chooseRunner,
  'Choose Database…': COMMANDS.chooseDatabase,
};

/** Shows a failure: what happened, why, what to do; with buttons for what can be done here. */
export async function sayFailure(failure: Failure, project: string | undefined): Promise<void> {
  const text = failureText(failure);
  const { problem, unread } = failure;
  if (unread && project !== undefined) {
    await sayUnread(text, unread, project);
    return;
  }
  if (problem) {
    if ((await vscode.window.showErrorMessage(text, 'Open')) === 'Open')
      await vscode.commands.executeCommand(COMMANDS.openProblem, problem);
    return;
  }
  const chosen = await vscode.window.showErrorMessage(text, ...Object.keys(BUTTONS));
  const command = chosen === undefined ? undefined : BUTTONS[chosen];
  if (command !== undefined) await vscode.commands.executeCommand(command, { project });
}

/** Opens what nobody has read, or takes the user's word for it. */
async function sayUnread(text: string, unread: readonly string[], project: string): Promise<void> {
  const mark = unread.length === 1 ? 'Mark as Reviewed' : 'Mark All as Reviewed';
  const chosen = await vscode.window.showWarningMessage(text, 'Open', mark);
  const [first] = unread;
  if (chosen === 'Open' && first !== undefined)
    await vscode.window.showTextDocument(vscode.Uri.file(first));
  if (chosen === mark)
    await vscode.commands.executeCommand(COMMANDS.markReviewed, { project, files: unread });
}
