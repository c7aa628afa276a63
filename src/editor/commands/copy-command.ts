import * as vscode from 'vscode';
import { commandLine } from '../../core/alembic/command-line.js';
import { alembicArgs } from '../../core/alembic/command-specs.js';
import type { AlembicIntent } from '../../core/alembic/command-specs.js';
import { downgradeTarget } from '../../core/graph/runs.js';
import type { Command } from './command.js';
import { thisRevision } from './targets.js';

/** Copies a command line that does in a terminal what a click does here. */
export const copyCommand: Command = async ({ store, runners }, argument) => {
  const target = await thisRevision(store, argument, {
    placeHolder: 'Copy a command for which revision?',
  });
  if (target === undefined) return;
  const { revision, state } = target;
  const { graph } = state;
  const runner = await runners.current(state.key);
  const intents: readonly AlembicIntent[] = [
    { do: 'upgrade', target: revision },
    { do: 'downgrade', target: downgradeTarget(graph, revision) },
    { do: 'stamp', targets: [revision] },
  ];
  const items = intents.map((intent) => {
    const args = alembicArgs(intent);
    const spec = runner.alembic(args);
    return { label: `alembic ${args.join(' ')}`, detail: commandLine(spec) };
  });
  const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Copy which command?' });
  if (picked === undefined) return;
  await vscode.env.clipboard.writeText(picked.detail);
  vscode.window.setStatusBarMessage('$(check) Copied', 3000);
};

/** Copies the id of a revision. */
export const copyRevision: Command = async ({ store }, argument) => {
  const target = await thisRevision(store, argument, { placeHolder: 'Copy which revision?' });
  if (target === undefined) return;
  await vscode.env.clipboard.writeText(target.revision);
  vscode.window.setStatusBarMessage(`$(check) Copied ${target.revision}`, 3000);
};
