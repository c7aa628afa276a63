import * as vscode from 'vscode';
import { realPath } from '../real-paths.js';
import { COMMANDS } from '../shared/command-ids.js';
import { failureOf } from '../connections.js';
import type { Services } from '../services.js';
import type { ProjectState } from '../shared/analysis.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { sayFailure } from './say-failure.js';
import { givenTarget, pickProject } from './targets.js';

/**
 * Shows the report: on the revision that it is called for, on those of the last run, else on those
 * that the database stands at.
 */
export const report: Command = async (services, argument) => {
  const target = givenTarget(services.store, argument);
  const picked = target?.state ?? (await pickProject(services.store, argument));
  const state = picked && (await connectedProject(services, { project: picked.key }));
  if (state === undefined) return;
  const revisions = target
    ? [target.revision]
    : services.memory.recall(state.key).lastRun?.filter((id) => state.graph.revisions.has(id));
  const options = { location: vscode.ProgressLocation.Notification, title: 'Writing the report' };
  try {
    await vscode.window.withProgress(options, () => show(services, state, revisions));
  } catch (error) {
    void sayFailure(failureOf(error), state.key);
  }
};

async function show(
  { store, reader, connections, checker }: Services,
  state: ProjectState,
  revisions: readonly string[] | undefined,
): Promise<void> {
  const { key } = state;
  const folder = realPath(vscode.Uri.file(state.folder));
  const loaded = reader.loaded(key);
  if (loaded === undefined) return;
  const actions = await import('../../actions/report.js');
  const context = await connections.context(key);
  const base = await checker.settingsFor(state.folder);
  const wanted = revisions?.length === 0 ? undefined : revisions;
  const ports = connections.readingPorts();
  const told = await actions.report(context, loaded, wanted, { root: folder, base }, ports);
  store.addVerifications(key, told.verifications);
  await vscode.commands.executeCommand(COMMANDS.showReport, { folder, report: told.report });
}
