import type { Command } from './command.js';
import { connectProject } from './connected-project.js';
import { pickProject } from './targets.js';

/** Asks the database where it stands; from then on it is read again without being asked. */
export const connect: Command = async (services, argument) => {
  const state = await pickProject(services.store, argument);
  if (state !== undefined) await connectProject(services, state);
};

/** Forgets what the database said, and asks it no more. */
export const disconnect: Command = async ({ store, connections }, argument) => {
  const state = await pickProject(store, argument);
  if (state !== undefined) await connections.disconnect(state.key);
};

/** Reads the files and the connected databases again, and looks for runners anew. */
export const refresh: Command = async ({ reader, runners, connections }) => {
  runners.forget();
  await reader.read();
  await connections.refresh();
};

/** Shows the log with every command line. */
export const showLog: Command = async ({ log }) => {
  log.show(true);
  return Promise.resolve();
};
