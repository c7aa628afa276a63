import * as vscode from 'vscode';
import { shownUri } from '../real-paths.js';
import type { Command } from './command.js';
import { pickPlan } from './new-migration.js';

/** Opens the roadmap at a plan's row. */
export const openPlan: Command = async (services, argument) => {
  const target = await pickPlan(services, argument, 'not done');
  const roadmap = target?.state.roadmap;
  const found = roadmap?.plans.find(({ plan }) => plan.number === target?.plan);
  if (!roadmap || !found) return;
  const document = await vscode.workspace.openTextDocument(shownUri(roadmap.file));
  const { from, to } = found.plan.ranges.number;
  const selection = new vscode.Range(document.positionAt(from), document.positionAt(to));
  await vscode.window.showTextDocument(document, { selection });
};
