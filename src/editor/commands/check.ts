import * as vscode from 'vscode';
import type { AnalysisCoverage } from '../../core/analyze.js';
import type { Severity } from '../../core/rules/finding.js';
import { realPath } from '../real-paths.js';
import { findingsOfFile } from '../shared/analysis.js';
import type { Analysis } from '../shared/analysis.js';
import { count } from '../shared/names.js';
import type { Command } from './command.js';

const PROBLEMS = 'workbench.actions.view.problems';

/** Checks every revision of the workspace, old ones too; what could not be read is said. */
export const checkAll: Command = async ({ store, checker }) => {
  if (store.analysis.projects.length === 0) {
    void vscode.window.showInformationMessage('There is no Alembic project in this workspace.');
    return;
  }
  const finished = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: 'Checking all migrations',
      cancellable: true,
    },
    async (progress, token) => {
      const ends = new AbortController();
      token.onCancellationRequested(() => {
        ends.abort();
      });
      let before = 0;
      await checker.checkAll((done, total) => {
        const part = (100 * done) / Math.max(1, total);
        progress.report({ message: `${done} of ${total}`, increment: Math.max(0, part - before) });
        before = part;
      }, ends.signal);
      return !ends.signal.aborted;
    },
  );
  if (!finished) return;
  const text = summary(store.analysis, undefined);
  if ((await vscode.window.showInformationMessage(text, 'Show Problems')) !== undefined)
    await vscode.commands.executeCommand(PROBLEMS);
};

/** Checks the file in front, and says what is in it. */
export const checkFile: Command = async ({ store, checker }, argument) => {
  const uri =
    argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined) return;
  await vscode.workspace.openTextDocument(uri);
  await checker.settle();
  const file = realPath(uri);
  if (![...store.analysis.checks.values()].some(({ texts }) => texts.has(file))) {
    void vscode.window.showInformationMessage('This file is in no Alembic project.');
    return;
  }
  if (findingsOfFile(store.analysis, file).findings.length > 0)
    await vscode.commands.executeCommand(PROBLEMS);
  vscode.window.setStatusBarMessage(summary(store.analysis, file), 10_000);
};

const WORDS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
  ['hint', 'hint'],
];

/** What was found, in one file or in all, and how much of it was read. */
function summary({ checks }: Analysis, file: string | undefined): string {
  const all = [...checks.values()];
  const findings = all.flatMap((one) =>
    file === undefined ? [...one.findings.values()].flat() : (one.findings.get(file) ?? []),
  );
  const counts = WORDS.flatMap(([severity, word]) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [count(n, word)];
  });
  const found = counts.length === 0 ? 'no findings' : counts.join(', ');
  if (file !== undefined) return `Alembic: ${found} in this file`;
  const coverage = all.map((one) => one.coverage);
  const sum = (pick: (one: AnalysisCoverage) => number): number =>
    coverage.reduce((total, one) => total + pick(one), 0);
  const unread = sum(({ unanalyzable }) => unanalyzable.length);
  return [
    `Checked ${count(
      sum(({ revisions }) => revisions),
      'revision',
    )}: ${found}.`,
    `${sum(({ understood }) => understood)} of ${count(
      sum(({ operations }) => operations),
      'operation',
    )} understood${unread === 0 ? '.' : `; ${count(unread, 'place')} could not be read and ${unread === 1 ? 'was' : 'were'} not checked.`}`,
  ].join(' ');
}
