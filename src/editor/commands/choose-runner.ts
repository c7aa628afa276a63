import * as vscode from 'vscode';
import { failureOf } from '../connections.js';
import type { Command } from './command.js';
import { sayFailure } from './say-failure.js';
import { pickProject } from './targets.js';

/** Lets the user choose where `alembic` runs for a project, with the reason of each offer. */
export const chooseRunner: Command = async ({ store, runners, connections }, argument) => {
  const state = await pickProject(store, argument);
  if (state === undefined) return;
  try {
    const found = await runners.detect(state.key);
    const items = [
      ...found.map((runner) => ({
        label: `${runner.label === state.runner ? '$(check)' : '$(blank)'} ${runner.label}`,
        detail: runner.reason,
        runner,
      })),
      {
        label: '$(settings-gear) Write a command template…',
        detail: 'For kubectl, ssh or a wrapper: the setting "Alembic Pilot › Runner: Command".',
        runner: undefined,
      },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: 'Where does alembic run for this project?',
    });
    if (picked === undefined) return;
    if (picked.runner === undefined) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'alembicPilot.runner');
      return;
    }
    await runners.choose(state.key, picked.runner);
    await connections.refresh();
  } catch (error) {
    void sayFailure(failureOf(error), state.key);
  }
};
