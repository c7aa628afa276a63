import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { revisionOfFile, type ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';

/** Latest and next number in the status bar, of the project in front or the only one. */
export function registerNumberStatus(store: ProjectStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'alembicPilot.numbers',
    vscode.StatusBarAlignment.Left,
    40,
  );
  item.name = 'Alembic: latest and next number';
  const show = (): void => {
    const state = inFront(store);
    const { numbers, name, key } = state ?? {};
    if (numbers === undefined || name === undefined) {
      item.hide();
      return;
    }
    const { latest, next, elsewhere } = numbers;
    const taken = elsewhere.map(
      ({ branch, file }) => `${basename(file)} is on the branch ${branch}.`,
    );
    item.text = `$(versions) ${latest} → ${next}`;
    item.tooltip = [
      `${name}: the latest migration is ${latest}, the next ${next}.`,
      ...taken,
      'Click for a new migration.',
    ].join('\n');
    item.accessibilityInformation = { label: `Migrations: latest ${latest}, next ${next}` };
    item.command = {
      command: COMMANDS.newMigration,
      title: 'New Migration',
      arguments: [{ project: key }],
    };
    item.show();
  };
  show();
  return vscode.Disposable.from(
    item,
    store.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}

function inFront({ analysis }: ProjectStore): ProjectState | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const file = document && realPath(document.uri);
  const own = file === undefined ? undefined : revisionOfFile(analysis, file)?.state;
  const planned = analysis.projects.find(({ roadmap }) => roadmap?.file === file);
  const only = analysis.projects.length === 1 ? analysis.projects[0] : undefined;
  return own ?? planned ?? only;
}
