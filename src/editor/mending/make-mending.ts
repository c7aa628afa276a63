import * as vscode from 'vscode';
import { mendHistory, planMending, type MendingPlan } from '../../actions/mend-history.js';
import { stepText } from '../../core/mending/database-steps.js';
import { isMending, type MendingResult } from '../../core/mending/mending.js';
import { shownUri } from '../real-paths.js';
import type { Services } from '../services.js';
import { databaseOf } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { MendTarget } from './mend-target.js';
import { closePreview, showPreview } from './preview-document.js';

/** Shows what a mending changes, asks, makes it, and says what databases need. */
export async function makeMending(
  { reader }: Services,
  { state, situation }: MendTarget,
  mending: MendingResult,
): Promise<void> {
  if (!isMending(mending)) {
    void vscode.window.showWarningMessage(mending.refused);
    return;
  }
  const plan = planMending(situation, mending, databaseOf(state));
  await showPreview(plan.diff);
  const made = await mendHistory(situation, plan, {
    confirm: () => ask(`${mending.title}?`, [...mending.says, ...adviceLines(plan)], 'Mend'),
    confirmApplied: () =>
      ask(
        `The connected database has applied ${plan.applied.join(', ')} already.`,
        ['Change it all the same? Then the database needs:', ...adviceLines(plan)],
        'Change It All the Same',
      ),
  }).finally(closePreview);
  if (!made) return;
  await reader.read();
  const file = mending.edits.find(({ kind }) => kind !== 'delete')?.file;
  if (file !== undefined) await vscode.window.showTextDocument(shownUri(file));
  void sayMade(state.key, plan);
}

async function sayMade(project: string, plan: MendingPlan): Promise<void> {
  const steps = commandsOf(plan);
  const copy = steps.length > 0 ? ['Copy Commands'] : [];
  const undo = 'Undo';
  const chosen = await vscode.window.showInformationMessage(
    `${plan.mending.title}: done.`,
    undo,
    ...copy,
  );
  if (chosen === undo) await vscode.commands.executeCommand(COMMANDS.undoMending, { project });
  if (chosen === 'Copy Commands') await vscode.env.clipboard.writeText(steps.join('\n'));
}

const commandsOf = ({ advice }: MendingPlan) =>
  advice.flatMap(({ database, steps }) =>
    steps.length === 0 ? [] : [`# ${database}`, ...steps.map(stepText)],
  );

const adviceLines = ({ advice }: MendingPlan) =>
  advice.flatMap(({ database, says, steps }) =>
    steps.length === 0 ? [] : [`${database}: ${says} ${steps.map(stepText).join('; ')}`],
  );

async function ask(question: string, lines: readonly string[], button: string): Promise<boolean> {
  const options = { modal: true, detail: lines.join('\n') };
  return (await vscode.window.showWarningMessage(question, options, button)) === button;
}
