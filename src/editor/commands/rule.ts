import * as vscode from 'vscode';
import { configurationName } from '../../actions/configuration-file.js';
import { changeBetween } from '../../core/python/parse.js';
import { allRules } from '../../core/rules/all-rules.js';
import { severities } from '../../core/rules/configuration.js';
import { setInConfiguration } from '../../core/rules/configuration-edit.js';
import { suppressionEdit } from '../../core/rules/suppress.js';
import { shownPath, shownUri } from '../real-paths.js';
import { findingsOfFile } from '../shared/analysis.js';
import { isFindingTarget } from '../shared/finding-target.js';
import { RULE_PAGE_SCHEME, rulePagePath } from '../shared/rule-pages.js';
import { workspaceEdit } from '../workspace-edits.js';
import type { Command } from './command.js';

/** Opens the page of a rule: the one of a finding, or one that the user picks. */
export const openRule: Command = async (_, argument) => {
  const rule = isFindingTarget(argument) ? argument.rule : await pickRule();
  const path = rule === undefined ? undefined : rulePagePath(rule);
  if (path === undefined) return;
  const uri = vscode.Uri.from({ scheme: RULE_PAGE_SCHEME, path });
  await vscode.commands.executeCommand('markdown.showPreview', uri);
};

async function pickRule(): Promise<string | undefined> {
  const items = allRules.map(({ id, title, severity }) => ({
    label: id,
    description: severity,
    detail: title,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'The page of which rule?',
    matchOnDetail: true,
  });
  return picked?.label;
}

/** Suppresses a finding by a comment; asks why. */
export const suppress: Command = async ({ store, checker }, argument) => {
  if (!isFindingTarget(argument)) return;
  const { rule, file } = argument;
  const required = allRules.find(({ id }) => id === rule)?.reasonRequired === true;
  const reason = await vscode.window.showInputBox({
    title: `Suppress ${rule} here`,
    prompt: required ? 'Why is this right here?' : 'Why is this right here? (may be left empty)',
    placeHolder: 'the reason, for those who read the migration later',
    validateInput: (value) =>
      required && value.trim() === '' ? 'This rule is suppressed only with a reason.' : undefined,
  });
  if (reason === undefined) return;
  await checker.settle();
  const { text } = findingsOfFile(store.analysis, file);
  if (text === undefined) return;
  const edit = suppressionEdit(text, argument, reason);
  await vscode.workspace.applyEdit(workspaceEdit([edit], () => text));
};

/** Writes into `.alembic-pilot.yaml` how severe a rule is in this project. */
export const setSeverity: Command = async ({ checker }, argument) => {
  if (!isFindingTarget(argument)) return;
  const { rule, file } = argument;
  const severity = await vscode.window.showQuickPick(
    severities.map((name) => ({ label: name, description: DESCRIPTIONS[name] })),
    {
      title: `How severe is ${rule} in this project?`,
      placeHolder: `written into ${configurationName}`,
    },
  );
  const own = checker.configurationOf(file);
  if (severity === undefined || own === undefined) return;
  const uri = shownUri(own);
  const text = await textOf(uri);
  const after = setInConfiguration(text ?? '', ['rules', rule], severity.label);
  if (after === text) {
    void vscode.window.showWarningMessage(`${shownPath(own)} cannot be read; mend it first.`);
    return;
  }
  const { fromA, toA, fromB, toB } = changeBetween(text ?? '', after);
  const range = { from: fromA, to: toA };
  const edit =
    text === undefined
      ? ({ kind: 'create', file: own, text: after } as const)
      : ({ kind: 'replace', file: own, range, text: after.slice(fromB, toB) } as const);
  await vscode.workspace.applyEdit(workspaceEdit([edit], () => text));
  await vscode.workspace.save(uri);
};

/** Undefined where there is no such file; the editor may still hold one that was deleted. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return undefined;
  }
}

const DESCRIPTIONS: Readonly<Record<(typeof severities)[number], string>> = {
  error: 'Apply refuses, and the command line fails',
  warning: 'worth a look before it runs',
  info: 'good to know',
  hint: 'three dots in the editor, not in the Problems view',
  off: 'never found',
};
