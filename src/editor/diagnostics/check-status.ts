import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import type { ProjectChecks } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { count } from '../shared/names.js';

/** Says in the language status of a migration what is checked, and how much of it was read. */
export function registerCheckStatus(store: ProjectStore): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('alembicPilot.check', {
    language: 'python',
    scheme: 'file',
    pattern: '**/__nowhere__',
  });
  item.name = 'Alembic checks';
  item.command = { command: COMMANDS.checkAll, title: 'Check All' };
  const say = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const file = document && realPath(document.uri);
    const checks = [...store.analysis.checks.values()].find(
      ({ texts }) => file !== undefined && texts.has(file),
    );
    const inMigration = document?.languageId === 'python' && checks !== undefined;
    item.selector = inMigration
      ? { language: 'python', scheme: 'file', pattern: document.uri.fsPath }
      : { language: 'python', scheme: 'file', pattern: '**/__nowhere__' };
    if (checks !== undefined) Object.assign(item, statusOf(checks));
  };
  say();
  return vscode.Disposable.from(
    item,
    store.onDidCheck(say),
    vscode.window.onDidChangeActiveTextEditor(say),
  );
}

function statusOf({ coverage, selection, postgres }: ProjectChecks) {
  const { revisions, operations, understood, unanalyzable } = coverage;
  const unread = unanalyzable.length;
  return {
    text: `Alembic: ${count(revisions, 'revision')} checked for PostgreSQL ${postgres}`,
    detail: [
      `open files and ${selection.reason}`,
      `${understood} of ${count(operations, 'operation')} understood`,
      ...(unread === 0 ? [] : [`${count(unread, 'place')} could not be read`]),
    ].join('; '),
    severity:
      unread === 0
        ? vscode.LanguageStatusSeverity.Information
        : vscode.LanguageStatusSeverity.Warning,
  };
}
