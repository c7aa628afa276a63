import type { Command } from './command.js';
import { runIntent } from './run-intent.js';
import { pickProject, thisRevision } from './targets.js';

/** Applies everything that is pending, on every branch. */
export const upgradeToHead: Command = async (services, argument) => {
  const state = await pickProject(services.store, argument);
  if (state === undefined) return;
  await runIntent(services, state.key, { do: 'upgrade', revision: undefined });
};

/** Applies one revision, with everything below it that is missing. */
export const upgradeTo: Command = async (services, argument) => {
  const placeHolder = 'Apply up to which revision?';
  const target = await thisRevision(services.store, argument, { placeHolder });
  if (target === undefined) return;
  await runIntent(services, target.state.key, { do: 'upgrade', revision: target.revision });
};
