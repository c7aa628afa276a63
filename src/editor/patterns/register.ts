import * as vscode from 'vscode';
import type { OpenMigrations } from '../open-migrations.js';
import { COMMANDS } from '../shared/command-ids.js';
import { insertPatternCommand } from './insert-pattern.js';
import { OperationActions } from './operation-actions.js';

/** *Insert Pattern…*, and what the light bulb offers on an operation. */
export function registerPatterns(migrations: OpenMigrations): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(COMMANDS.insertPattern, (argument: unknown) =>
      insertPatternCommand(migrations, argument),
    ),
    vscode.languages.registerCodeActionsProvider(
      { language: 'python', scheme: 'file' },
      new OperationActions(migrations),
      OperationActions.metadata,
    ),
  );
}
