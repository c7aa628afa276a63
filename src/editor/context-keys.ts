import * as vscode from 'vscode';
import { revisionOfFile } from './shared/analysis.js';
import type { Analysis } from './shared/analysis.js';
import type { ProjectStore } from './project-store.js';
import { realPath } from './real-paths.js';

/** What `when` clauses of the manifest can ask, kept up to date. */
export function registerContextKeys(store: ProjectStore): vscode.Disposable {
  const known = new Map<string, unknown>();
  const set = (): void => {
    for (const [key, value] of Object.entries(contextKeys(store.analysis))) {
      if (known.get(key) === value) continue;
      known.set(key, value);
      void vscode.commands.executeCommand('setContext', `alembicPilot.${key}`, value);
    }
  };
  set();
  return vscode.Disposable.from(
    store.onDidChange(set),
    vscode.window.onDidChangeActiveTextEditor(set),
  );
}

function contextKeys(analysis: Analysis): Readonly<Record<string, unknown>> {
  const { ready, projects } = analysis;
  const file = vscode.window.activeTextEditor?.document.uri;
  return {
    ready,
    hasProjects: projects.length > 0,
    connected: projects.some(({ connection }) => connection.kind === 'connected'),
    running: projects.some(({ running }) => running !== undefined),
    inMigration: file !== undefined && revisionOfFile(analysis, realPath(file)) !== undefined,
  };
}
