import * as vscode from 'vscode';
import { markDone } from '../../core/roadmap/read-roadmap.js';
import { shownUri } from '../real-paths.js';
import type { Command } from './command.js';
import { pickPlan } from './new-migration.js';
import { pickRevision } from './targets.js';

/** *Mark as Done*: writes `(done as 060)` into the plan's row; every other byte stays. */
export const markPlanDone: Command = async (services, argument) => {
  const target = await pickPlan(services, argument, 'not done');
  const roadmap = target?.state.roadmap;
  const found = roadmap?.plans.find(({ plan }) => plan.number === target?.plan);
  if (!target || !roadmap || !found) return;
  const picked =
    found.state.kind === 'taken'
      ? found.state
      : await pickRevision(
          services.store,
          { project: target.state.key },
          { placeHolder: `Which revision does what ${target.plan} plans?` },
        );
  if (!picked) return;
  const document = await vscode.workspace.openTextDocument(shownUri(roadmap.file));
  if (document.getText() !== roadmap.text) {
    void vscode.window.showWarningMessage('The roadmap has just changed: try again.');
    return;
  }
  const { range, text } = markDone(found.plan, picked.revision);
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const place = new vscode.Range(document.positionAt(range.from), document.positionAt(range.to));
  edit.replace(document.uri, place, text);
  if ((await vscode.workspace.applyEdit(edit)) && !wasDirty) await document.save();
};
