import * as vscode from 'vscode';
import { eventually } from './eventually.js';

/** A finding as the Problems view has it: the rule, and the words it stands on. */
export interface ShownFinding {
  readonly rule: string;
  readonly words: string;
  readonly diagnostic: vscode.Diagnostic;
}

/** The findings of a file that VS Code shows now. */
export async function findingsOf(uri: vscode.Uri): Promise<ShownFinding[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Alembic Pilot')
    .map((diagnostic) => {
      const { code } = diagnostic;
      const rule = String(typeof code === 'object' ? code.value : code);
      return { rule, words: document.getText(diagnostic.range), diagnostic };
    });
}

/** Waits until a file has a finding of a rule, and returns it. */
export async function findingOf(uri: vscode.Uri, rule: string): Promise<ShownFinding> {
  try {
    return await eventually(`the finding ${rule}`, async () =>
      (await findingsOf(uri)).find((finding) => finding.rule === rule),
    );
  } catch (error) {
    const shown = (await findingsOf(uri)).map((one) => `${one.rule} (${one.words})`).join(', ');
    throw new Error(`${String(error)}; there are: ${shown}`, { cause: error });
  }
}

/** Waits until a file has no finding of a rule any more. */
export async function noFindingOf(uri: vscode.Uri, rule: string): Promise<void> {
  await eventually(`${rule} to be gone`, async () =>
    (await findingsOf(uri)).every((finding) => finding.rule !== rule),
  );
}

/** What the light bulb offers at a finding. */
export async function actionsAt(
  uri: vscode.Uri,
  { diagnostic }: ShownFinding,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    diagnostic.range,
  );
}

/** Applies what the light bulb offers under a title. */
export async function applyAction(
  uri: vscode.Uri,
  finding: ShownFinding,
  title: RegExp,
): Promise<void> {
  const actions = await actionsAt(uri, finding);
  const action = actions.find((one) => title.test(one.title));
  if (!action)
    throw new Error(`no ${String(title)} in ${actions.map((one) => one.title).join(', ')}`);
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  const { command } = action;
  const given = (command?.arguments ?? []) as unknown[];
  if (command) await vscode.commands.executeCommand(command.command, ...given);
}
