import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { migration } from './support/example.js';
import * as window from './support/window.js';

const ROWS = '.pane:has(.title:text-is("Migrations")) .monaco-list-row';

/** The rows of the Migrations view that can be seen. */
async function rows(): Promise<string[]> {
  return (await window.texts(ROWS)).map((text) => text.replace(/\s+/gu, ' ').trim());
}

async function waitForRow(pattern: RegExp): Promise<string> {
  return eventually(`a row ${String(pattern)}`, async () =>
    (await rows()).find((row) => pattern.test(row)),
  );
}

describe('the Migrations view', () => {
  let versions: string;
  before(async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: what a view shows can only be read in a browser');
      this.skip();
    }
    const [config] = await vscode.workspace.findFiles('**/alembic.ini');
    assert.ok(config);
    versions = join(dirname(config.fsPath), 'alembic', 'versions');
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('shows the project and its revisions, newest first, without any set-up', async () => {
    await waitForRow(/^backend ?head 059 · next 060 · not connected$/u);
    const all = await rows();
    const shown = all.slice(all.findIndex((row) => row.startsWith('059 (head)')) - 1);
    assert.match(shown[1] ?? '', /^059 \(head\) seed top global position/u);
    assert.match(shown[2] ?? '', /^058 /u);
    await window.screenshot('migrations');
  });

  it('opens the file of a revision', async () => {
    await window.click(`${ROWS} >> text=/^058 /`);
    await eventually('the file', () =>
      vscode.window.activeTextEditor?.document.fileName.includes('058_'),
    );
  });

  it('follows files that come and go, and says what is broken', async () => {
    const file = join(versions, '060_lost.py');
    await writeFile(file, migration('060', '0599', 'pass', 'pass', 'lost'));
    try {
      await waitForRow(/^060 \(broken, head\) lost/u);
      const problem = await waitForRow(/0599/u);
      assert.match(problem, /0599/u);
      await window.screenshot('migrations-broken');
      await window.click(`${ROWS} >> text=/0599/`);
      await eventually('the place', () => {
        const editor = vscode.window.activeTextEditor;
        const line = editor?.document.lineAt(editor.selection.active.line).text;
        return editor?.document.fileName === file && line === "down_revision = '0599'";
      });
    } finally {
      await rm(file);
    }
    await eventually('060 to go', async () => !(await rows()).some((row) => /^060 \(/u.test(row)));
    await waitForRow(/^059 \(head\)/u);
  });

  it('says which file is provably not Python', async () => {
    const file = join(versions, '060_open.py');
    await writeFile(file, migration('060', '059', 'op.execute(', 'pass', 'open'));
    try {
      await waitForRow(/This is not Python/u);
    } finally {
      await rm(file);
    }
    await waitForRow(/^059 \(head\)/u);
  });

  it('says so when a file was deleted under it', async () => {
    const file = join(versions, '060_short.py');
    await writeFile(file, migration('060', '059', 'pass', 'pass', 'short'));
    await waitForRow(/^060 \(head\) short/u);
    await rm(file);
    await waitForRow(/^059 \(head\)/u);
    assert.ok(!(await rows()).some((row) => row.includes('short')));
  });

  it('says what to do when there is no project', async () => {
    const backend = dirname(dirname(versions));
    const files = [join(backend, 'alembic.ini'), join(backend, 'alembic', 'env.py')];
    for (const file of files) await rename(file, `${file}.away`);
    try {
      await window.waitFor('text=There is no Alembic project in this workspace');
      await window.screenshot('welcome-no-project');
    } finally {
      for (const file of files) await rename(`${file}.away`, file);
    }
    await waitForRow(/^059 \(head\)/u);
  });

  it('asks to connect', async () => {
    await window.waitFor('.pane:has(.title:text-is("Database")) >> text=Connect once');
  });
});
