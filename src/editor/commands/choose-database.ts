import * as vscode from 'vscode';
import { connectionName } from '../project-memory.js';
import type { StoredConnection } from '../project-memory.js';
import type { Command } from './command.js';
import { connectProject } from './connected-project.js';
import { pickProject } from './targets.js';

/** Lets the user choose between the project's own database and one that is stored here. */
export const chooseDatabase: Command = async (services, argument) => {
  const { store, memory, connections } = services;
  const state = await pickProject(store, argument);
  if (state === undefined) return;
  const { key } = state;
  const stored = memory.recall(key).connection;
  const picked = await vscode.window.showQuickPick(offers(stored), {
    placeHolder: 'Which database do Alembic and the checks work on?',
  });
  if (picked === undefined) return;
  if (picked.does === 'own' || picked.does === 'forget') await memory.forgetConnection(key);
  if (picked.does === 'store') {
    const asked = await askConnection(stored);
    if (asked === undefined) return;
    await memory.remember(key, { connection: asked.connection });
    await memory.storePassword(key, asked.password);
  }
  await connections.disconnect(key);
  const now = store.project(key);
  if (now !== undefined) await connectProject(services, now);
};

function offers(stored: StoredConnection | undefined) {
  const name = connectionName(stored);
  const mark = (chosen: boolean): string => (chosen ? '$(check)' : '$(blank)');
  return [
    {
      label: `${mark(stored === undefined)} The project's own`,
      detail: 'The one that env.py connects to.',
      does: 'own',
    },
    ...(name === undefined
      ? []
      : [{ label: `${mark(true)} ${name}`, detail: 'The stored connection.', does: 'keep' }]),
    {
      label: '$(add) Another one…',
      detail: 'Kept in this workspace; its password in the secret storage.',
      does: 'store',
    },
    ...(name === undefined
      ? []
      : [{ label: `$(trash) Forget ${name}`, detail: 'With its password.', does: 'forget' }]),
  ] as const;
}

const QUESTIONS = [
  ['Host', 'host', 'localhost'],
  ['Port', 'port', '5432'],
  ['User', 'user', 'postgres'],
  ['Database', 'database', ''],
] as const;

async function askConnection(
  stored: StoredConnection | undefined,
): Promise<{ readonly connection: StoredConnection; readonly password: string } | undefined> {
  const answers: Record<string, string> = {};
  for (const [index, [title, key, standard]] of QUESTIONS.entries()) {
    const answer = await vscode.window.showInputBox({
      title: `Database connection (${index + 1}/5)`,
      prompt: title,
      value: String(stored?.[key] ?? standard),
      ignoreFocusOut: true,
      validateInput: (text) => refusal(key, text),
    });
    if (answer === undefined) return undefined;
    answers[key] = answer.trim();
  }
  const password = await vscode.window.showInputBox({
    title: 'Database connection (5/5)',
    prompt: 'Password; leave empty where none is needed',
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return undefined;
  const { host = '', port = '', user = '', database = '' } = answers;
  return { connection: { host, port: Number(port), user, database }, password };
}

function refusal(key: string, text: string): string | undefined {
  if (text.trim() === '') return 'Needed.';
  const port = Number(text);
  const good = key !== 'port' || (Number.isInteger(port) && port > 0 && port < 65_536);
  return good ? undefined : 'A port is a whole number from 1 to 65535.';
}
