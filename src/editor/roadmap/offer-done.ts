import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.js';
import type { ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';

/** Offers, once a planned migration was applied and verified, to mark its row as done. */
export function offerDone(store: ProjectStore): vscode.Disposable {
  const known = new WeakSet<object>();
  return store.onDidChange(({ projects }) => {
    for (const state of projects)
      for (const verification of state.verifications.values()) {
        if (known.has(verification)) continue;
        known.add(verification);
        if (verification.expected === 'applied') void offer(state, verification.revision);
      }
  });
}

async function offer({ key, roadmap }: ProjectState, revision: string): Promise<void> {
  const found = roadmap?.plans.find(
    ({ state }) => state.kind === 'taken' && state.revision === revision,
  );
  if (!found || !roadmap) return;
  const mark = 'Mark as Done';
  const chosen = await vscode.window.showInformationMessage(
    `${found.plan.number} is planned in ${basename(roadmap.file)}, and ${revision} is applied.`,
    mark,
  );
  if (chosen !== mark) return;
  const target = { project: key, plan: found.plan.number };
  await vscode.commands.executeCommand(COMMANDS.markPlanDone, target);
}
