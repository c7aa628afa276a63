import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { eventually } from './support/eventually.js';
import {
  answer,
  lensesOf,
  migration,
  setting,
  startExample,
  waitForLenses,
  type Example,
} from './support/example.js';
import * as window from './support/window.js';

const DATABASE = '.pane:has(.title:text-is("Database")) .monaco-list-row';

describe('faults', () => {
  let example: Example;
  let own: string;
  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    own = await mkdtemp(join(tmpdir(), 'editor-faults-'));
    example = await startExample();
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  after(async () => {
    await example.stop();
    await rm(own, { recursive: true, force: true });
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  /** Connects, and returns what the Database view then says. */
  async function connectionSays(pattern: RegExp): Promise<string> {
    await vscode.commands.executeCommand('alembicPilot.connect');
    return eventually(`the Database view to say ${String(pattern)}`, async () => {
      const text = (await window.texts(DATABASE)).join('\n');
      return pattern.test(text) && text;
    });
  }

  it('says that there is no such Python', async () => {
    await setting('runner.python', join(own, 'no-python'));
    await connectionSays(/no-python/u);
    assert.ok((await window.texts('.notification-list-item')).length > 0);
    await window.screenshot('fault-no-python');
  });

  it('says that a Python has no Alembic', async () => {
    const python = join(own, 'python3');
    await writeFile(python, '#!/bin/sh\nexec /usr/bin/python3 -S -E "$@"\n');
    await chmod(python, 0o755);
    await setting('runner.python', python);
    await connectionSays(/alembic/iu);
    await window.screenshot('fault-no-alembic');
  });

  it('says that the database is not there, and comes back when it is', async () => {
    await setting('runner.python', (await pythonWithAlembic()).python);
    process.env['DATABASE_URL'] = 'postgresql://postgres@127.0.0.1:9/none';
    await connectionSays(/127\.0\.0\.1/u);
    await window.screenshot('fault-database-down');
    assert.deepEqual(await lensesOf(await example.file('059')), [
      'Apply…',
      'Verify…',
      'Roll back…',
    ]);
    process.env['DATABASE_URL'] = example.server.url;
    await connectionSays(/At059/u);
    await waitForLenses(await example.file('059'), ['Applied']);
  });

  it('says that the password is wrong, without saying the password', async () => {
    process.env['DATABASE_URL'] = example.server.url.replace(/:[^:@/]+@/u, ':wrong-secret@');
    const said = await connectionSays(/password/iu);
    assert.ok(!said.includes('wrong-secret'), said);
    process.env['DATABASE_URL'] = example.server.url;
    await connectionSays(/At059/u);
  });

  it('shows the true state after a migration that fails half-way', async () => {
    const body = `op.add_column('cad_files', sa.Column('half', sa.Integer()))
op.execute('SELECT 1 / 0')`;
    const file = await example.write('060_fails.py', migration('060', '059', body, 'pass'));
    await waitForLenses(file, ['Apply']);
    const run = vscode.commands.executeCommand('alembicPilot.upgradeTo', file);
    await window.waitFor('.monaco-dialog-box');
    await answer('Apply');
    await run;
    await window.waitFor('.notification-toast >> text=/division by zero/');
    await window.waitFor('.notification-toast >> text=/The database is at 059/');
    await window.screenshot('fault-failing-migration');
    assert.deepEqual(await example.current(), ['059']);
    await waitForLenses(file, ['Apply', 'Not applied']);
    await rm(file.fsPath);
  });

  it('really cancels in mid-query, and runs one thing at a time', async () => {
    const file = await example.write(
      '060_sleeps.py',
      migration('060', '059', "op.execute('SELECT pg_sleep(120)')", 'pass'),
    );
    await waitForLenses(file, ['Apply']);
    const run = vscode.commands.executeCommand('alembicPilot.upgradeTo', file);
    await window.waitFor('.monaco-dialog-box');
    await answer('Apply');
    await eventually('the query', async () => (await sleeping()) === 1);
    await waitForLenses(file, ['Applying…']);
    await vscode.commands.executeCommand('alembicPilot.rollBack', file);
    await window.waitFor('.notification-toast >> text=/Applying 060 is still under way/');
    await window.screenshot('running');
    await window.click(
      '.notification-toast:has-text("Applying 060") .monaco-button:has-text("Cancel")',
    );
    await run;
    assert.equal(await sleeping(), 0);
    assert.deepEqual(await example.current(), ['059']);
    await window.waitFor('.notification-toast >> text=/Cancelled/');
    await window.screenshot('cancelled');
    await waitForLenses(file, ['Apply', 'Not applied']);
    await rm(file.fsPath);
  });

  it('says before anything runs what Alembic would trip over', async () => {
    const file = await example.write('061_lost.py', migration('061', '0599', 'pass', 'pass'));
    await waitForLenses(file, ['Apply: parent missing']);
    await vscode.commands.executeCommand('alembicPilot.upgradeToHead');
    await window.waitFor('.notification-toast >> text=/Alembic would fail: parent missing.*0599/');
    assert.deepEqual(await window.texts('.monaco-dialog-box'), []);
    await window.screenshot('fault-broken-history');
    await window.click('.notification-toast .monaco-button:has-text("Open")');
    await eventually(
      'the file at its problem',
      () => vscode.window.activeTextEditor?.document.uri.fsPath.endsWith('061_lost.py') === true,
    );
    await rm(file.fsPath);
    await waitForLenses(await example.file('059'), ['Applied']);
  });

  it('says what to do about a database at a revision that no file has', async () => {
    await example.query("UPDATE alembic_version SET version_num = 'feedbeef0001'");
    await connectionSays(/No file has feedbeef0001/u);
    await window.waitFor('text=Database is at feedbeef0001');
    await waitForLenses(await example.file('059'), ['Apply: database at unknown feedbeef0001']);
    await window.screenshot('fault-unknown-revision');
    const run = vscode.commands.executeCommand('alembicPilot.stamp', await example.file('059'));
    await window.waitFor('.monaco-dialog-box');
    await answer('Stamp');
    await run;
    assert.deepEqual(await example.current(), ['059']);
  });

  async function sleeping(): Promise<number> {
    const rows = await example.query(
      "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(120)%' AND pid <> pg_backend_pid()",
    );
    return rows.length;
  }
});
