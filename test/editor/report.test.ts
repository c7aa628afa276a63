import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { answer, migration, startExample, waitForLenses, type Example } from './support/example.js';
import * as window from './support/window.js';

const ADD_HASH = migration(
  '060',
  '059',
  `op.add_column('cad_files', sa.Column('step_hash', sa.String(64), nullable=True))
op.create_index('uq_cad_files_step_hash', 'cad_files', ['step_hash'], unique=True)
op.execute("UPDATE cad_files SET step_hash = file_path WHERE step_hash IS NULL")`,
  `op.drop_index('uq_cad_files_step_hash', table_name='cad_files')
op.drop_column('cad_files', 'step_hash')`,
  'add <b>step</b> hash',
);

describe('the report', () => {
  let example: Example;
  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    example = await startExample();
    await example.query(`INSERT INTO cad_files (id, tenant_id, original_name, file_path, file_size)
      SELECT gen_random_uuid(), (SELECT id FROM tenants LIMIT 1), 'file', '/cad/' || n, n
      FROM generate_series(1, 4) AS n`);
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
    await vscode.commands.executeCommand('alembicPilot.connect');
  });
  after(() => example.stop());

  it('is offered after Apply, and says the true things', async () => {
    const file = await example.write('060_add_step_hash.py', ADD_HASH);
    await waitForLenses(file, ['Apply', 'Not applied']);
    await vscode.window.showTextDocument(file);
    await window.click('.codelens-decoration a:has-text("Apply")');
    await window.waitFor('.monaco-dialog-box');
    await answer('Apply');
    await eventually('060 in the database', async () => (await example.current())[0] === '060');
    await window.waitFor('.notification-toast >> text=/Applied 060/');
    await window.click('.notification-toast .monaco-button:has-text("Report")');
    for (const part of [
      'h1 >> text=Migration 060',
      'text=add <b>step</b> hash',
      'code >> text="060 (head)"',
      'text=step_hash is filled in 4 of 4 rows of cad_files, NULL in 0',
      'code >> text="unique index uq_cad_files_step_hash on cad_files (step_hash)"',
      'text=version table: 060 applied',
    ])
      await window.waitFor(window.inWebview(part));
    await window.screenshot('report');
  });

  it('is copied as Markdown', async () => {
    await vscode.env.clipboard.writeText('');
    await window.click(window.inWebview('button:has-text("Copy as Markdown")'));
    const copied = await eventually(
      'the copy',
      async () => (await vscode.env.clipboard.readText()) || undefined,
    );
    assert.match(copied, /^# Migration 060\n/u);
    assert.match(copied, /step_hash is filled in 4 of 4 rows/u);
    assert.match(copied, /- `060 \(head\)`/u);
  });

  it('opens the migration at a line', async () => {
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await window.click(window.inWebview('button[data-do="open"][data-line="17"] >> nth=0'));
    await eventually('line 17 in front', () => {
      const editor = vscode.window.activeTextEditor;
      return (
        editor?.document.uri.path.endsWith('060_add_step_hash.py') === true &&
        editor.selection.active.line === 16
      );
    });
  });

  it('tells from the palette of the last run what is true by now', async () => {
    await example.query("UPDATE cad_files SET step_hash = NULL WHERE file_path = '/cad/1'");
    await vscode.commands.executeCommand('alembicPilot.report');
    await window.waitFor(window.inWebview('text=step_hash is filled in 3 of 4 rows'));
    await window.waitFor(window.inWebview('.fails >> text=wrong'));
    await window.waitFor('.codelens-decoration >> text=/1 fails/');
    await window.screenshot('report-fails');
  });

  it('tells of the revision that it is asked for', async () => {
    await vscode.commands.executeCommand('alembicPilot.report', await example.file('059'));
    await window.waitFor(window.inWebview('h1 >> text=Migration 059'));
    await window.waitFor(window.inWebview('code >> text="INSERT INTO global_render_positions"'));
  });
});
