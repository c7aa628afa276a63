import * as vscode from 'vscode';
import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import { failureOf } from '../connections.js';
import type { Services } from '../services.js';
import { sayFailure } from './say-failure.js';
import { pickProject } from './targets.js';

/** The project that a command is about, its database read; undefined when that failed, which is said. */
export async function connectedProject(
  services: Services,
  argument: unknown,
): Promise<ProjectState | undefined> {
  const state = await pickProject(services.store, argument);
  if (state === undefined || databaseOf(state) !== undefined) return state;
  return (await connectProject(services, state)) ? services.store.project(state.key) : undefined;
}

/** Reads a project's database with progress that can be cancelled; false when that failed, which is said. */
export async function connectProject(
  { connections }: Services,
  { key, name }: ProjectState,
): Promise<boolean> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Connecting to the database of ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => {
      cancel.abort();
    });
    try {
      await connections.connect(key, cancel.signal);
      return true;
    } catch (error) {
      if (!cancel.signal.aborted) void sayFailure(failureOf(error), key);
      return false;
    }
  });
}
