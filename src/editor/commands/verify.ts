import * as vscode from 'vscode';
import { COMMANDS } from '../shared/command-ids.js';
import { verificationSum } from '../shared/verification-sum.js';
import { failureOf } from '../connections.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { appliedRevisions } from './roll-back.js';
import { sayFailure } from './say-failure.js';
import { thisRevision } from './targets.js';

/** Holds what a revision declares against the catalogs. */
export const verify: Command = async (services, argument) => {
  const { store, connections } = services;
  const target = await thisRevision(store, argument, {
    placeHolder: 'Verify which revision?',
    from: appliedRevisions,
  });
  const given = target === undefined ? undefined : { project: target.state.key };
  if (target === undefined || (await connectedProject(services, given)) === undefined) return;
  const { key } = target.state;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Verifying ${target.revision}`,
  };
  try {
    const actions = await import('../../actions/verify.js');
    const verification = await vscode.window.withProgress(options, async () =>
      actions.verify(await connections.context(key), target.revision, connections.readingPorts()),
    );
    store.addVerifications(key, [verification]);
    void say(key, target.revision, verificationSum(verification));
  } catch (error) {
    void sayFailure(failureOf(error), key);
  }
};

async function say(
  project: string,
  revision: string,
  { text, fails }: ReturnType<typeof verificationSum>,
): Promise<void> {
  const message = fails ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await message(`${revision}: ${text}.`, 'Show')) !== 'Show') return;
  await vscode.commands.executeCommand(COMMANDS.showVerification, { project, revision });
}
