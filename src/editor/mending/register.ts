import * as vscode from 'vscode';
import { failureOf } from '../connections.js';
import type { Services } from '../services.js';
import { COMMANDS } from '../shared/command-ids.js';
import { failureText } from '../shared/names.js';
import { registerPreview } from './preview-document.js';

const names = [
  'mend',
  'mergeHeads',
  'rebaseOnto',
  'renumber',
  'repoint',
  'undoMending',
] as const satisfies readonly (keyof typeof COMMANDS)[];

/** The commands that mend a history, and the document that shows what they would change. */
export function registerMending(services: Services): vscode.Disposable {
  const commands = names.map((name) =>
    vscode.commands.registerCommand(COMMANDS[name], async (argument: unknown) => {
      try {
        // Histories are seldom broken: what mends them is not loaded before.
        const { mendCommands, mendTarget } = await import('./commands.js');
        const target = await mendTarget(services, argument);
        if (target) await mendCommands[name](services, target);
      } catch (error) {
        void vscode.window.showErrorMessage(failureText(failureOf(error)));
      }
    }),
  );
  return vscode.Disposable.from(...commands, registerPreview());
}
