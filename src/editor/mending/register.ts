import * as vscode from 'vscode';
import { undoMending } from '../../actions/mend.js';
import { failureOf } from '../connections.js';
import type { Services } from '../services.js';
import { COMMANDS } from '../shared/command-ids.js';
import { failureText } from '../shared/names.js';
import { mendAny, mergeHeads, rebaseOnto, renumberRevision, repointParent } from './commands.js';
import { mendTarget, type MendTarget } from './mend-target.js';
import { registerPreview } from './preview-document.js';

type Mend = (services: Services, target: MendTarget) => Promise<void>;

const handlers = {
  mend: mendAny,
  mergeHeads,
  rebaseOnto,
  renumber: renumberRevision,
  repoint: repointParent,
  undoMending: undo,
} as const satisfies Partial<Record<keyof typeof COMMANDS, Mend>>;

/** The commands that mend a history, and the document that shows what they would change. */
export function registerMending(services: Services): vscode.Disposable {
  const commands = Object.entries(handlers).map(([name, mend]) =>
    vscode.commands.registerCommand(
      COMMANDS[name as keyof typeof handlers],
      async (argument: unknown) => {
        try {
          const target = await mendTarget(services, argument);
          if (target) await mend(services, target);
        } catch (error) {
          void vscode.window.showErrorMessage(failureText(failureOf(error)));
        }
      },
    ),
  );
  return vscode.Disposable.from(...commands, registerPreview());
}

async function undo({ reader }: Services, { situation }: MendTarget): Promise<void> {
  const undone = await undoMending(situation);
  await reader.read();
  void vscode.window.showInformationMessage(`Undone: ${undone}.`);
}
