import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import {
  answer,
  lensesOf,
  migration,
  startExample,
  waitForLenses,
  type Example,
} from './support/example.js';
import * as window from './support/window.js';

const ADD_HASH = migration(
  '060',
  '059',
  `op.add_column('cad_files', sa.Column('step_hash', sa.String(64), nullable=True))
op.create_index('ix_cad_files_step_hash', 'cad_files', ['step_hash'])`,
  `op.drop_index('ix_cad_files_step_hash', table_name='cad_files')
op.drop_column('cad_files', 'step_hash')`,
  'add step hash',
);

describe('a day with migrations', () => {
  let example: Example;
  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    example = await startExample();
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  after(() => example.stop());

  it('does not ask the database before the user connects', async () => {
    assert.deepEqual(await lensesOf(await example.file('059')), [
      'Apply…',
      'Verify…',
      'Roll back…',
    ]);
  });

  it('connects, and shows what is applied', async () => {
    await vscode.commands.executeCommand('alembicPilot.connect');
    await waitForLenses(await example.file('059'), ['Applied', 'Verify', 'Roll back 059']);
    await waitForLenses(await example.file('058'), ['Roll back 059, 058']);
    await window.waitFor('text=/^059 .current, head. seed/');
    await window.screenshot('connected');
  });

  it('shows a new file as pending, and applies it after a click and a dialog', async () => {
    const file = await example.write('060_add_step_hash.py', ADD_HASH);
    await waitForLenses(file, ['Apply', 'Not applied']);
    await vscode.window.showTextDocument(file);
    await window.click('.codelens-decoration a:has-text("Apply")');
    await window.waitFor('.monaco-dialog-box');
    const said = (await window.texts('.monaco-dialog-box')).join('\n');
    for (const part of ['Apply revision 060', '060 add step hash', '127.0.0.1', 'python'])
      assert.ok(said.includes(part), `${part} in ${said}`);
    await window.screenshot('apply-dialog');
    await answer('Apply');
    await eventually('060 in the database', async () => (await example.current())[0] === '060');
    await waitForLenses(file, ['Applied', 'Roll back 060']);
  });

  it('has verified it by itself, shows that behind each operation and in a panel', async () => {
    const file = await example.file('060');
    const lenses = await lensesOf(file);
    assert.ok(
      lenses.some((title) => /^Verified: \d+ hold$/u.test(title)),
      lenses.join(', '),
    );
    await window.waitFor('.notification-toast >> text=/Applied 060.*Verified/');
    await window.screenshot('applied');
    await window.click('.notification-toast .monaco-button:has-text("Show")');
    await window.waitFor(window.inWebview('text=step_hash'));
    await window.screenshot('verification');
  });

  it('marks verified lines in the margin too, where a long line cannot hide it', async () => {
    await vscode.window.showTextDocument(await example.file('060'), {
      viewColumn: vscode.ViewColumn.One,
    });
    await eventually('two signs in the margin', async () => {
      const signs = await window.evaluate(`[...document.querySelectorAll('.glyph-margin-widgets *')]
        .filter((sign) => getComputedStyle(sign).backgroundImage.includes('svg')).length`);
      return signs === 2;
    });
  });

  it('sees that somebody changed the database behind its back', async () => {
    await example.query('DROP INDEX ix_cad_files_step_hash');
    const file = await example.file('060');
    await vscode.commands.executeCommand('alembicPilot.verify', file);
    const lenses = await lensesOf(file);
    assert.ok(
      lenses.some((title) => /^Verification: 1 fails/u.test(title)),
      lenses.join(', '),
    );
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
    await window.waitFor('.codelens-decoration >> text=/1 fails/');
    await window.waitFor(window.inWebview('text=/Verification: 1 fails/'));
    await window.screenshot('verification-fails');
    await example.query('CREATE INDEX ix_cad_files_step_hash ON cad_files (step_hash)');
  });

  it('rolls back what the lens says, and verifies that it is undone', async () => {
    const file = await example.file('060');
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
    await window.click('.codelens-decoration a:has-text("Roll back 060")');
    await window.waitFor('.monaco-dialog-box');
    await answer('Roll back');
    await eventually('059 in the database', async () => (await example.current())[0] === '059');
    await waitForLenses(file, ['Apply', 'Not applied']);
    const columns = await example.query(
      "SELECT 1 FROM information_schema.columns WHERE column_name = 'step_hash'",
    );
    assert.equal(columns.length, 0);
    await window.waitFor('.codelens-decoration >> text=/Not applied/');
    await window.waitFor(window.inWebview('text=/Verified undone: /'));
    await window.screenshot('rolled-back');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('does nothing when the dialog is left', async () => {
    const run = vscode.commands.executeCommand('alembicPilot.upgradeToHead');
    await window.waitFor('.monaco-dialog-box');
    await answer('Cancel');
    await run;
    assert.deepEqual(await example.current(), ['059']);
  });

  it('asks to save unsaved migrations first', async () => {
    const file = await example.file('060');
    const editor = await vscode.window.showTextDocument(file);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 3), 'now saved: ');
    });
    const run = vscode.commands.executeCommand('alembicPilot.upgradeTo', file);
    await window.waitFor('.monaco-dialog-box >> text=unsaved');
    await window.screenshot('unsaved');
    await answer('Save and Continue');
    await window.waitFor('.monaco-dialog-box >> text=Apply revision 060');
    assert.equal(editor.document.isDirty, false);
    await answer('Apply');
    await run;
    assert.deepEqual(await example.current(), ['060']);
    await rollBackLast();
  });

  it('describes the table under the cursor', async () => {
    const file = await example.file('060');
    const editor = await vscode.window.showTextDocument(file);
    const at = editor.document.positionAt(editor.document.getText().indexOf('cad_files') + 2);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('alembicPilot.describeTable');
    const shown = await eventually('the description', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'alembic-pilot'),
    );
    assert.match(shown.getText(), /cad_files/u);
    assert.match(shown.getText(), /file_hash|id .*uuid/u);
    await window.screenshot('describe');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('shows the history with the current revision marked, and more on demand', async () => {
    void vscode.commands.executeCommand('alembicPilot.history');
    await window.waitFor('.quick-input-widget >> text=History of backend');
    const shown = await window.texts('.quick-input-list .monaco-list-row');
    assert.match(shown.join('\n'), /059/u);
    assert.match(shown.join('\n'), /current/u);
    await window.screenshot('history');
    await window.type('Show older');
    await window.press('Enter');
    await window.press('Control+A');
    await window.type('001');
    await window.waitFor('.quick-input-list .monaco-list-row >> text=001');
    await window.press('Escape');
  });

  it('goes back to a revision that is picked from a list, and up again', async () => {
    const run = vscode.commands.executeCommand('alembicPilot.downgradeTo');
    await window.waitFor('.quick-input-widget input[placeholder^="Go back to which"]');
    await window.type('057');
    await window.press('Enter');
    await window.waitFor('.monaco-dialog-box >> text=/059/');
    await answer('Roll back');
    await run;
    assert.deepEqual(await example.current(), ['057']);
    await waitForLenses(await example.file('059'), ['Apply 2 revisions up to this one']);
    const up = vscode.commands.executeCommand('alembicPilot.upgradeTo', await example.file('059'));
    await window.waitFor('.monaco-dialog-box');
    await answer('Apply');
    await up;
    assert.deepEqual(await example.current(), ['059']);
  });

  it('stamps without running anything', async () => {
    const file = await example.file('060');
    const run = vscode.commands.executeCommand('alembicPilot.stamp', file);
    await window.waitFor('.monaco-dialog-box >> text=/No migration is run/');
    await answer('Stamp');
    await run;
    assert.deepEqual(await example.current(), ['060']);
    await example.query("UPDATE alembic_version SET version_num = '059'");
  });

  it('stamps base, which empties the version table', async () => {
    const run = vscode.commands.executeCommand('alembicPilot.stamp');
    await window.waitFor(
      '.quick-input-widget input[placeholder^="Which revision is the database"]',
    );
    await window.type('base');
    await window.waitFor('.quick-input-list .monaco-list-row >> text=before the first revision');
    await window.press('Enter');
    await window.waitFor('.monaco-dialog-box >> text=/The version table will be empty/');
    await window.screenshot('stamp-base');
    await answer('Stamp');
    await run;
    assert.deepEqual(await example.current(), []);
    await example.query("INSERT INTO alembic_version VALUES ('059')");
  });

  async function rollBackLast(): Promise<void> {
    const run = vscode.commands.executeCommand('alembicPilot.rollBackLast');
    await window.waitFor('.monaco-dialog-box');
    await answer('Roll back');
    await run;
    assert.deepEqual(await example.current(), ['059']);
  }
});
