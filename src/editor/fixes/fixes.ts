import * as vscode from 'vscode';
import { configurationName } from '../../actions/configuration-file.js';
import type { ProjectStore } from '../project-store.js';
import { FixProvider } from './fix-provider.js';
import type { FixSource } from './fix-provider.js';

/** Registers the light bulb in migrations and in what configures a project. */
export function registerFixes(store: ProjectStore, source: FixSource): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [
      { language: 'python', scheme: 'file' },
      { scheme: 'file', pattern: `**/{${configurationName},*.ini,pyproject.toml}` },
    ],
    new FixProvider(store, source),
    FixProvider.metadata,
  );
}
