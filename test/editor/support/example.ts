import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import * as vscode from 'vscode';
import { mustExec } from '../../../scripts/toolchain/exec.js';
import { startPostgres, type PostgresServer } from '../../../scripts/toolchain/postgres.js';
import { pythonWithAlembic } from '../../../scripts/toolchain/python.js';
import { eventually } from './eventually.js';
import { click, waitFor } from './window.js';

/** The example project that the window has open, with a PostgreSQL of its own at revision 059. */
export interface Example {
  readonly server: PostgresServer;
  /** The folder with `alembic.ini`. */
  readonly backend: string;
  /** Writes a migration and waits until the editor knows it. */
  write(name: string, text: string): Promise<vscode.Uri>;
  /** A migration's file, by its number. */
  file(number: string): Promise<vscode.Uri>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** What the version table says. */
  current(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Brings a database and an interpreter, and applies the example's history. */
export async function startExample(): Promise<Example> {
  const [config] = await vscode.workspace.findFiles('**/alembic.ini');
  if (config === undefined) throw new Error('the example is not open');
  const backend = dirname(config.fsPath);
  const versions = join(backend, 'alembic', 'versions');
  const python = await pythonWithAlembic();
  const server = await startPostgres();
  process.env['DATABASE_URL'] = server.url;
  await mustExec(python.alembic, ['upgrade', 'head'], { cwd: backend, env: process.env });
  await setting('runner.python', python.python);
  await setting('review', 'off');

  const query = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const written: string[] = [];
  return {
    server,
    backend,
    query,
    write: async (name, text) => {
      const file = join(versions, name);
      written.push(file);
      await writeFile(file, text);
      const uri = vscode.Uri.file(file);
      await lensesOf(uri);
      return uri;
    },
    file: async (number) => {
      const [found] = await vscode.workspace.findFiles(`**/versions/${number}_*.py`);
      if (found === undefined) throw new Error(`there is no migration ${number}`);
      return found;
    },
    current: async () => {
      const rows = await query('SELECT version_num FROM alembic_version ORDER BY 1');
      return rows.map((row) => String(row['version_num']));
    },
    stop: async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      for (const file of written) await rm(file, { force: true });
      await vscode.commands.executeCommand('alembicPilot.disconnect');
      await setting('runner.python', undefined);
      delete process.env['DATABASE_URL'];
      await server.stop();
    },
  };
}

/** Changes a setting of the extension in this workspace. */
export async function setting(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('alembicPilot');
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}

/** The titles of the lenses of a migration, without icons; waits until there are some. */
export async function lensesOf(uri: vscode.Uri): Promise<string[]> {
  return eventually(`lenses in ${uri.path}`, async () => {
    await vscode.workspace.openTextDocument(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      20,
    );
    const titles = lenses
      .map(({ command }) => command?.title ?? '')
      .map((title) => title.replace(/\$\([^)]*\)\s*/gu, ''))
      .filter(Boolean);
    return titles.length > 0 ? titles : undefined;
  });
}

/** Waits until a migration's lenses hold all these titles. */
export async function waitForLenses(
  uri: vscode.Uri,
  titles: readonly string[],
  timeout = 20_000,
): Promise<void> {
  let last: readonly string[] = [];
  try {
    await eventually(
      `lenses ${titles.join(', ')}`,
      async () => {
        last = await lensesOf(uri);
        return titles.every((title) => last.includes(title));
      },
      timeout,
    );
  } catch (error) {
    throw new Error(`${String(error)}; they are ${last.join(', ')}`, { cause: error });
  }
}

/** Clicks a button of the dialog in front. */
export async function answer(button: string): Promise<void> {
  await click(`.monaco-dialog-box .monaco-button:has-text("${button}")`);
  await waitFor('.monaco-dialog-box', 'hidden');
}

/** A migration's text. */
export function migration(
  id: string,
  down: string,
  upgrade: string,
  downgrade: string,
  message = 'written by a test',
): string {
  const body = (text: string): string => text.trim().replace(/^/gmu, '    ');
  return `"""${message}

Revision ID: ${id}
Revises: ${down}

"""
import sqlalchemy as sa
from alembic import op

revision = '${id}'
down_revision = '${down}'
branch_labels = None
depends_on = None


def upgrade() -> None:
${body(upgrade)}


def downgrade() -> None:
${body(downgrade)}
`;
}
