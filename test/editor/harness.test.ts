import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import * as window from './support/window.js';

describe('the editor tier itself', () => {
  it('has a copy of the example project open, and trusts it', async () => {
    assert.ok(vscode.workspace.isTrusted);
    const found = await vscode.workspace.findFiles('**/alembic.ini');
    assert.equal(found.length, 1);
  });

  it('sees a file that somebody else writes', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, 'harness-*.txt'),
    );
    const file = vscode.Uri.joinPath(folder, `harness-${process.pid}.txt`);
    let seen: string | undefined;
    watcher.onDidCreate((uri) => (seen = uri.path));
    try {
      await eventually('the new file', async () => {
        // The watcher starts at a moment of its own; what came before it is not a new file.
        await rm(file.fsPath, { force: true });
        await writeFile(file.fsPath, 'hello');
        return seen;
      });
      assert.equal(seen, file.path);
    } finally {
      watcher.dispose();
      await rm(file.fsPath, { force: true });
    }
  });

  it('can photograph, read, click and type into the window', async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: a desktop VS Code cannot be driven from a test');
      this.skip();
    }
    await window.press('F1');
    await window.waitFor('.quick-input-widget');
    await window.type('about');
    await window.waitFor('.quick-input-list .monaco-list-row >> text=About');
    const picture = await readFile(await window.screenshot('harness'));
    assert.equal(picture.subarray(1, 4).toString(), 'PNG');
    await window.press('Escape');
    await window.waitFor('.quick-input-widget', 'hidden');
    assert.equal(await window.evaluate('document.title.length > 0'), true);
    await assert.rejects(window.evaluate('missing.name'), /evaluate: .*missing is not defined/u);
  });
});
