import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { answer, migration } from './support/example.js';
import * as window from './support/window.js';

const ROWS = '.pane:has(.title:text-is("Migrations")) .monaco-list-row';

describe('mending from the tree', () => {
  let versions = '';

  before(async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    const [config] = await vscode.workspace.findFiles('**/alembic.ini');
    assert.ok(config);
    versions = join(dirname(config.fsPath), 'alembic', 'versions');
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  afterEach(async () => {
    for (const name of readdirSync(versions).filter((file) => file.startsWith('06')))
      await rm(join(versions, name));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await window.waitFor(`${ROWS} >> text=/^059 \\(head\\)/`);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const write = (name: string, id: string, down: string, message: string) =>
    writeFile(join(versions, name), migration(id, down, 'pass', 'pass', message));
  const contents = () =>
    readdirSync(versions)
      .filter((name) => name.endsWith('.py'))
      .sort()
      .map((name) => [name, readFileSync(join(versions, name), 'utf8')]);
  const choose = async (row: string, item: string) => {
    await window.click(`${ROWS} >> text=${row}`, { button: 'right' });
    await window.waitFor(`.monaco-menu .action-item:has-text("${item}")`);
    const entry = `.monaco-menu .action-item:has-text("${item}")`;
    // A menu that has just opened takes no click yet.
    await eventually(item, async () => {
      if ((await window.texts(entry)).length === 0) return true;
      await window.click(entry);
      return window.waitFor(entry, 'hidden', 1000).then(
        () => true,
        () => undefined,
      );
    });
  };

  it('renumbers one of two revisions with one id, and undoes it', async () => {
    await write('060_horses.py', '060', '059', 'horses');
    await write('060_zebras.py', '060', '059', 'zebras');
    const before = contents();
    await window.waitFor(`${ROWS} >> text=/problem/`);
    await choose('/^\\d+ problem/', 'Mend History');
    await window.waitFor('.quick-input-list .monaco-list-row >> text=Renumber 060 to 061');
    await window.screenshot('mend-choices');
    await window.press('Enter');
    await window.waitFor('.monaco-dialog-box >> text=060_zebras.py becomes 061_zebras.py');
    await window.screenshot('mend-renumber');
    await answer('Mend');
    await window.waitFor(`${ROWS} >> text=/^061 \\(head\\) zebras/`);
    assert.ok(existsSync(join(versions, '061_zebras.py')));
    assert.ok(!existsSync(join(versions, '060_zebras.py')));
    await vscode.commands.executeCommand('alembicPilot.undoMending');
    assert.deepEqual(contents(), before);
  });

  it('merges two heads', async () => {
    await write('060_horses.py', '060', '059', 'horses');
    await write('061_zebras.py', '061', '059', 'zebras');
    const before = contents();
    await window.waitFor(`${ROWS} >> text=/^061 \\(/`);
    await choose('/^061 \\(/', 'Merge Heads');
    await window.waitFor('.monaco-dialog-box >> text=/Merge 06[01] and 06[01]/');
    await answer('Mend');
    const name = await eventually('the merge', () =>
      readdirSync(versions).find((file) => file.startsWith('062_')),
    );
    await window.waitFor(`${ROWS} >> text=/^062 \\(head/`);
    assert.match(readFileSync(join(versions, name), 'utf8'), /down_revision.* = \(.06/u);
    await vscode.commands.executeCommand('alembicPilot.undoMending');
    assert.deepEqual(contents(), before);
  });
});
