import * as vscode from 'vscode';
import type { RunIntent } from '../../actions/plan-run.js';
import type { ActionPorts, RunPlan, RunResult } from '../../actions/types.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { ProjectState } from '../shared/analysis.js';
import { failureOf } from '../connections.js';
import type { Services } from '../services.js';
import { confirmation } from './confirmation.js';
import { resultText } from './result-text.js';
import { saveMigrations } from './save-migrations.js';
import { sayFailure } from './say-failure.js';

const VERBS = {
  upgrade: 'Applying',
  'roll back': 'Rolling back',
  downgrade: 'Rolling back to',
  stamp: 'Stamping',
} as const;

/**
 * Runs migrations for the user: one run at a time, files saved, confirmed in a dialog, with progress
 * and cancel; afterwards the store has the true state and the user the sum.
 */
export async function runIntent(services: Services, key: string, intent: RunIntent): Promise<void> {
  const running = { verb: VERBS[intent.do], revision: intent.revision };
  const { store, connections } = services;
  const state = store.project(key);
  if (state === undefined || !vscode.workspace.isTrusted) {
    await connections.context(key).catch((error: unknown) => sayFailure(failureOf(error), key));
    return;
  }
  if (state.running !== undefined) {
    const which = state.running.revision === undefined ? '' : ` ${state.running.revision}`;
    void vscode.window.showWarningMessage(
      `${state.running.verb}${which} is still under way in ${state.name}. Wait until it ends, or cancel it, then try again.`,
    );
    return;
  }
  store.update(key, { running });
  try {
    if (!(await saveMigrations(state))) return;
    const context = await connections.context(key);
    const { runMigrations } = await import('../../actions/run-migrations.js');
    const result = await withProgress(state, services, (ports) =>
      runMigrations(context, intent, ports),
    );
    await takeResult(services, key, result);
  } catch (error) {
    const failure = failureOf(error);
    services.log.error(`${failure.title} ${failure.cause}`);
    store.update(key, { running: undefined });
    await connections.refresh();
    void sayFailure(failure, key);
  } finally {
    store.update(key, { running: undefined });
  }
}

/** Puts the truth into the store, then says the sum; does not wait for the user to read it. */
async function takeResult(services: Services, key: string, result: RunResult): Promise<void> {
  const { store, memory, connections } = services;
  store.update(key, { running: undefined });
  if (result.state !== undefined) {
    store.update(key, { connection: { kind: 'connected', state: result.state } });
    await memory.remember(key, { connected: true });
  } else if (result.outcome !== 'refused') {
    await connections.connect(key).catch(() => undefined);
  }
  store.addVerifications(key, result.verifications);
  if (result.ran.length > 0) await memory.remember(key, { lastRun: result.ran });
  void sayResult(key, result);
}

async function sayResult(key: string, result: RunResult): Promise<void> {
  const said = resultText(result);
  if (said === undefined) return;
  const show = result.verifications.length > 0 ? ['Show', 'Report'] : [];
  const buttons = said.severity === 'info' ? show : [...show, 'Show Log'];
  const message = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[said.severity];
  const chosen = await message(said.text, ...buttons);
  if (chosen === 'Show Log') await vscode.commands.executeCommand(COMMANDS.showLog);
  if (chosen === 'Report') await vscode.commands.executeCommand(COMMANDS.report, { project: key });
  if (chosen === 'Show') {
    const revisions = result.verifications.map(({ revision }) => revision);
    await vscode.commands.executeCommand(COMMANDS.showVerification, { project: key, revisions });
  }
}

async function withProgress(
  state: ProjectState,
  { log }: Services,
  action: (ports: ActionPorts) => Promise<RunResult>,
): Promise<RunResult> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: 'Alembic', cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => {
      progress.report({ message: 'cancelling, until the database says so' });
      cancel.abort();
    });
    let shown = 0;
    return action({
      confirm: (plan) => confirm(state, plan),
      progress: ({ message, done, total }) => {
        const percent = total === 0 ? 0 : (100 * done) / total;
        const which = total > 1 && done < total ? ` (${done + 1} of ${total})` : '';
        progress.report({ message: `${message}${which}`, increment: percent - shown });
        shown = percent;
      },
      log: (line) => {
        log.info(line);
      },
      signal: cancel.signal,
    });
  });
}

async function confirm(state: ProjectState, plan: RunPlan): Promise<boolean> {
  const { question, detail, button } = confirmation(state, plan, state.runner ?? '');
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(question, options, button)) === button;
}
