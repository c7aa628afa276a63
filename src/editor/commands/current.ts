import * as vscode from 'vscode';
import { databaseOf, pendingOf } from '../shared/analysis.js';
import { count, listNames, revisionTitle } from '../shared/names.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { Command } from './command.js';
import { connectProject } from './connected-project.js';
import { pickProject } from './targets.js';

/** Says where the database stands, read anew. */
export const current: Command = async (services, argument) => {
  const state = await pickProject(services.store, argument);
  if (state === undefined || !(await connectProject(services, state))) return;
  const now = services.store.project(state.key) ?? state;
  const database = databaseOf(now);
  if (database === undefined) return;
  const names = database.current.map((id) => {
    const revision = state.graph.revisions.get(id);
    return revision === undefined ? `${id}, which no file has` : revisionTitle(revision);
  });
  const pending = pendingOf(now);
  const where = `${database.identity.database} on ${database.identity.host}`;
  const at = names.length === 0 ? 'has no revision applied' : `is at ${listNames(names)}`;
  const rest =
    pending === undefined
      ? 'Check out the branch that has it, or stamp the database.'
      : pending === 0
        ? 'Nothing is pending.'
        : `${count(pending, 'revision')} pending.`;
  const buttons = (pending ?? 0) === 0 ? ['History'] : ['History', 'Apply All'];
  const chosen = await vscode.window.showInformationMessage(`${where} ${at}. ${rest}`, ...buttons);
  if (chosen === undefined) return;
  const command = chosen === 'History' ? COMMANDS.history : COMMANDS.upgradeToHead;
  await vscode.commands.executeCommand(command, { project: state.key });
};
