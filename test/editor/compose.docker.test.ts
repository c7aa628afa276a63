import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { mustExec } from '../../scripts/toolchain/exec.js';
import { eventually } from './support/eventually.js';
import { answer, lensesOf, migration, waitForLenses } from './support/example.js';
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

const SLEEPS = migration(
  '061',
  '060',
  `op.add_column('cad_files', sa.Column('half', sa.Integer()))
op.execute('SELECT pg_sleep(120)')`,
  'pass',
);

/** Run by `test/docker/extension.test.ts`: the folder's services are up, its database is empty. */
describe('a day with migrations in a container', function () {
  this.timeout(300_000);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const versions = join(folder, 'backend', 'alembic', 'versions');

  async function psql(sql: string): Promise<string> {
    const client = ['psql', '-U', 'hartomat', '-d', 'hartomat', '-Atc', sql];
    const args = ['compose', 'exec', '-T', 'postgres', ...client];
    return (await mustExec('docker', args, { cwd: folder, env: process.env })).trim();
  }
  const current = (): Promise<string> => psql('SELECT version_num FROM alembic_version');
  const sleeping = async (): Promise<number> =>
    Number(
      await psql(
        `SELECT count(*) FROM pg_stat_activity WHERE state = 'active'
         AND query LIKE '%pg_sleep(120)%' AND pid <> pg_backend_pid()`,
      ),
    );

  async function write(name: string, text: string): Promise<vscode.Uri> {
    const file = vscode.Uri.file(join(versions, name));
    await writeFile(file.fsPath, text);
    await lensesOf(file);
    return file;
  }
  async function file(number: string): Promise<vscode.Uri> {
    const [found] = await vscode.workspace.findFiles(`**/versions/${number}_*.py`);
    return found ?? assert.fail(`there is no migration ${number}`);
  }

  before(async () => {
    await vscode.workspace
      .getConfiguration('alembicPilot')
      .update('review', 'off', vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  it('finds the service by itself, connects, and applies the history', async () => {
    await vscode.commands.executeCommand('alembicPilot.connect');
    await window.waitFor('text=docker compose: backend');
    await waitForLenses(await file('059'), ['Apply 59 revisions up to this one']);
    const run = vscode.commands.executeCommand('alembicPilot.upgradeToHead');
    await window.waitFor('.monaco-dialog-box >> text=/Apply 59 revisions/');
    await window.waitFor('.monaco-dialog-box >> text=/Runner: docker compose: backend/');
    await answer('Apply');
    await run;
    assert.equal(await current(), '059');
    await waitForLenses(await file('059'), ['Applied']);
    await window.screenshot('compose-connected');
  });

  it('offers the service with its reason, and keeps it when it is chosen', async () => {
    const choosing = vscode.commands.executeCommand('alembicPilot.chooseRunner');
    const service = '.quick-input-list .monaco-list-row:has-text("docker compose: backend")';
    await window.waitFor(service);
    assert.match((await window.texts(service)).join('\n'), /\/app/u);
    await window.screenshot('compose-runners');
    await window.click(service);
    await choosing;
    await waitForLenses(await file('059'), ['Applied']);
  });

  it('applies a file of the host in the container after a click and a dialog', async () => {
    const added = await write('060_add_step_hash.py', ADD_HASH);
    await waitForLenses(added, ['Apply', 'Not applied']);
    await vscode.window.showTextDocument(added);
    await window.click('.codelens-decoration a:has-text("Apply")');
    await window.waitFor('.monaco-dialog-box >> text=/Apply revision 060/');
    await answer('Apply');
    await eventually('060 in the database', async () => (await current()) === '060', 60_000);
    await waitForLenses(added, ['Applied', 'Verified: 3 hold', 'Roll back 060'], 60_000);
    await window.screenshot('compose-applied');
  });

  it('verifies in the container, and sees what somebody changed there', async () => {
    await psql('DROP INDEX ix_cad_files_step_hash');
    await vscode.commands.executeCommand('alembicPilot.verify', await file('060'));
    await waitForLenses(await file('060'), ['Verification: 1 fails, 2 hold']);
    await psql('CREATE INDEX ix_cad_files_step_hash ON cad_files (step_hash)');
  });

  it('describes the table under the cursor', async () => {
    const editor = await vscode.window.showTextDocument(await file('060'));
    const at = editor.document.positionAt(editor.document.getText().indexOf('cad_files') + 2);
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('alembicPilot.describeTable');
    const shown = await eventually('the description', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'alembic-pilot'),
    );
    assert.match(shown.getText(), /step_hash +\| character varying\(64\)/u);
    await window.screenshot('compose-describe');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('really cancels in mid-query: nothing runs on, nothing was applied', async () => {
    const sleeps = await write('061_sleeps.py', SLEEPS);
    await waitForLenses(sleeps, ['Apply']);
    const run = vscode.commands.executeCommand('alembicPilot.upgradeTo', sleeps);
    await window.waitFor('.monaco-dialog-box >> text=/Apply revision 061/');
    await answer('Apply');
    await eventually('the query', async () => (await sleeping()) === 1, 60_000);
    await window.click(
      '.notification-toast:has-text("Applying 061") .monaco-button:has-text("Cancel")',
    );
    await run;
    assert.equal(await sleeping(), 0);
    assert.equal(await current(), '060');
    const half = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'half'";
    assert.equal(await psql(half), '0');
    await window.waitFor('.notification-toast >> text=/Cancelled/');
    await window.screenshot('compose-cancelled');
    await waitForLenses(sleeps, ['Apply', 'Not applied']);
    await rm(sleeps.fsPath);
  });

  it('rolls back, and verifies that it is undone', async () => {
    const added = await file('060');
    await vscode.window.showTextDocument(added);
    await window.click('.codelens-decoration a:has-text("Roll back 060")');
    await window.waitFor('.monaco-dialog-box >> text=/Roll back revision 060/');
    await answer('Roll back');
    await eventually('059 in the database', async () => (await current()) === '059', 60_000);
    await waitForLenses(added, ['Apply', 'Not applied', 'Verified undone: 3 hold'], 60_000);
    await window.screenshot('compose-rolled-back');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(added.fsPath);
  });
});
