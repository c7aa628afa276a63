import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { MigrationContent } from '../../actions/new-migration.js';
import type { ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { Services } from '../services.js';
import type { Command } from './command.js';
import { makeMigration, type Made } from './make-migration.js';
import { pickProject } from './targets.js';

/** *New Migration…*: asks what it holds and what it is for, makes it and opens it. */
export const newMigration: Command = async (services, argument) => {
  const state = await pickProject(services.store, argument);
  const content = state && (await pickContent(state));
  if (!state || !content) return;
  if (content === 'pattern') {
    const made = await withMessage(services, state, { kind: 'empty' });
    if (made) await vscode.commands.executeCommand(COMMANDS.insertPattern);
  } else if (typeof content === 'object' && content.kind === 'plan')
    await makeMigration(services, state.key, { content });
  else await withMessage(services, state, content);
};

/** *Create from Plan*: on a row of the group *Planned*. */
export const createFromPlan: Command = async (services, argument) => {
  const target = await pickPlan(services, argument, 'open');
  if (!target) return;
  const content = { kind: 'plan', number: target.plan } as const;
  await makeMigration(services, target.state.key, { content });
};

async function withMessage(
  services: Services,
  { key, name }: ProjectState,
  content: MigrationContent | 'autogenerate',
): Promise<Made | undefined> {
  const message = await vscode.window.showInputBox({
    title: `New Migration in ${name}`,
    prompt: 'What is it for? This names the file.',
    placeHolder: 'add step_hash to cad_files',
    ignoreFocusOut: true,
    validateInput: (text) => (/[\p{L}\p{N}]/u.test(text) ? undefined : 'A few words.'),
  });
  return message === undefined
    ? undefined
    : makeMigration(services, key, { message: message.trim(), content });
}

type Choice = 'autogenerate' | 'pattern' | MigrationContent;

async function pickContent(state: ProjectState): Promise<Choice | undefined> {
  type Item = vscode.QuickPickItem & { readonly choice?: Choice };
  const open = (state.roadmap?.plans ?? []).filter((one) => one.state.kind === 'open');
  const first: Item[] = [
    {
      label: '$(diff) Autogenerate',
      description: 'what the models have and the database has not',
      choice: 'autogenerate',
    },
    {
      label: '$(new-file) Empty',
      description: 'upgrade() and downgrade() to write',
      choice: { kind: 'empty' },
    },
    {
      label: '$(insert) From a Pattern…',
      description: 'a common change, both directions',
      choice: 'pattern',
    },
  ];
  const planned: Item[] = open.map(({ plan: { number, description, priority } }) => ({
    label: `$(milestone) ${number}`,
    description: [description, priority].filter(Boolean).join(' · '),
    choice: { kind: 'plan', number },
  }));
  const line: Item = {
    label: `Planned in ${basename(state.roadmap?.file ?? '')}`,
    kind: vscode.QuickPickItemKind.Separator,
  };
  const trusted = vscode.workspace.isTrusted ? first : first.slice(1);
  const items = planned.length > 0 ? [...trusted, line, ...planned] : trusted;
  const { numbers, name } = state;
  const next = numbers ? `: ${numbers.next} follows ${numbers.latest}` : '';
  const picked = await vscode.window.showQuickPick(items, {
    title: `New Migration in ${name}${next}`,
    placeHolder: 'What does it hold?',
    matchOnDescription: true,
  });
  return picked?.choice;
}

/** The plan that a command was called for, or one that the user picks. */
export async function pickPlan(
  { store }: Services,
  argument: unknown,
  wanted: 'open' | 'not done',
): Promise<{ readonly state: ProjectState; readonly plan: string } | undefined> {
  const state = await pickProject(store, argument);
  if (!state) return undefined;
  if (typeof argument === 'object' && argument !== null && 'plan' in argument)
    return typeof argument.plan === 'string' ? { state, plan: argument.plan } : undefined;
  const plans = (state.roadmap?.plans ?? []).filter(({ state: { kind } }) =>
    wanted === 'open' ? kind === 'open' : kind !== 'done',
  );
  if (plans.length === 0) {
    void vscode.window.showInformationMessage(
      `No migration is planned in ${state.name} that is ${wanted}.`,
    );
    return undefined;
  }
  const items = plans.map(({ plan: { number, description } }) => ({ label: number, description }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which planned migration?',
    matchOnDescription: true,
  });
  return picked && { state, plan: picked.label };
}
