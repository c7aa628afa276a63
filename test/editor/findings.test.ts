import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { migration, setting } from './support/example.js';
import { actionsAt, applyAction, findingOf, findingsOf, noFindingOf } from './support/findings.js';
import * as window from './support/window.js';

describe('findings in the editor', () => {
  let backend: string;
  let versions: string;
  const written: string[] = [];

  before(async () => {
    const [config] = await vscode.workspace.findFiles('**/alembic.ini');
    assert.ok(config);
    backend = dirname(config.fsPath);
    versions = join(backend, 'alembic', 'versions');
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of written.splice(0)) await rm(file, { force: true });
  });

  /** Writes a file beside the others, and opens it. */
  async function open(name: string, text: string): Promise<vscode.TextEditor> {
    const file = join(name.endsWith('.py') ? versions : backend, name);
    written.push(file);
    await writeFile(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    return vscode.window.showTextDocument(document);
  }

  const adding = (column: string, down = "op.drop_column('orders', 'priority_code')"): string =>
    migration('060', '059', `op.add_column('orders', ${column})`, down);

  async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
    const at = editor.document.getText().indexOf(before);
    assert.ok(at >= 0, before);
    const [start, end] = [at, at + before.length].map((offset) =>
      editor.document.positionAt(offset),
    );
    assert.ok(start && end);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(start, end), after);
    });
  }

  it('appear as a bad column is typed, on the very word, and go as it is mended', async () => {
    const editor = await open(
      '060_add_code.py',
      adding("sa.Column('priority_code', sa.Text(), nullable=True)"),
    );
    const { uri } = editor.document;
    await noFindingOf(uri, 'column-not-null-without-default');
    await replace(editor, 'nullable=True', 'nullable=False');
    const { words, diagnostic } = await findingOf(uri, 'column-not-null-without-default');
    assert.equal(words, 'nullable=False');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.ok(editor.document.isDirty, 'found before it was saved');
    assert.ok(typeof diagnostic.code === 'object');
    assert.equal(diagnostic.code.target.toString().split(':')[0], 'alembic-pilot-rule');
    if (window.windowAvailable) {
      await window.waitFor('.squiggly-error');
      await window.screenshot('findings-typed');
    }
    await replace(editor, 'nullable=False', 'nullable=True');
    await noFindingOf(uri, 'column-not-null-without-default');
  });

  it('are mended by the light bulb: each fix of a finding', async () => {
    const editor = await open(
      '060_add_code.py',
      adding("sa.Column('priority_code', sa.Text(), nullable=False)"),
    );
    const { uri } = editor.document;
    const finding = await findingOf(uri, 'column-not-null-without-default');
    const titles = (await actionsAt(uri, finding)).map(({ title }) => title);
    for (const wanted of [/nullable/iu, /server_default/iu, /^Suppress column/u, /^Open the page/u])
      assert.ok(
        titles.some((title) => wanted.test(title)),
        `${String(wanted)} in ${titles.join(', ')}`,
      );
    await applyAction(uri, finding, /server_default/iu);
    await noFindingOf(uri, 'column-not-null-without-default');
    assert.match(editor.document.getText(), /nullable=False, server_default=/u);
  });

  it('stand on words of SQL, and a fix that is safe is preferred', async () => {
    const sql = `op.execute("ALTER TYPE orderstatus ADD VALUE 'archived'")`;
    const editor = await open('060_archive.py', migration('060', '059', sql, 'pass'));
    const { uri } = editor.document;
    const finding = await findingOf(uri, 'enum-value-not-idempotent');
    assert.match(finding.words, /^(?:ADD VALUE|ALTER TYPE)/u);
    const fix = (await actionsAt(uri, finding)).find(({ isPreferred }) => isPreferred === true);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await noFindingOf(uri, 'enum-value-not-idempotent');
    assert.match(editor.document.getText(), /ADD VALUE IF NOT EXISTS 'archived'/u);
  });

  it('are all mended at once, as far as that is safe', async () => {
    const text = adding("sa.Column('priority_code', sa.Text(), nullable=True)", 'pass');
    const editor = await open('060_add_code.py', text);
    const { uri } = editor.document;
    await findingOf(uri, 'missing-downgrade');
    await vscode.commands.executeCommand('alembicPilot.fixAll', uri);
    await noFindingOf(uri, 'missing-downgrade');
    assert.match(
      editor.document.getText(),
      /def downgrade.*drop_column\('orders', 'priority_code'/su,
    );
  });

  it('are mended when the user saves, if the settings say so', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const { Workspace } = vscode.ConfigurationTarget;
    const onSave = { 'source.fixAll.alembicPilot': 'explicit' };
    await settings.update('codeActionsOnSave', onSave, Workspace);
    try {
      const text = adding("sa.Column('priority_code', sa.Text(), nullable=True)", 'pass');
      const editor = await open('060_add_code.py', text);
      await findingOf(editor.document.uri, 'missing-downgrade');
      await replace(editor, 'written by a test', 'saved by a test');
      await editor.document.save();
      assert.match(editor.document.getText(), /def downgrade.*drop_column\('orders'/su);
    } finally {
      await settings.update('codeActionsOnSave', undefined, Workspace);
    }
  });

  it('are suppressed with a reason', async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: an input box can only be filled in a browser');
      this.skip();
    }
    const editor = await open(
      '060_drop_notes.py',
      migration(
        '060',
        '059',
        "op.drop_column('orders', 'notes')",
        "op.add_column('orders', sa.Column('notes', sa.Text()))",
      ),
    );
    const { uri } = editor.document;
    const finding = await findingOf(uri, 'drop-loses-data');
    const applied = applyAction(uri, finding, /^Suppress drop-loses-data/u);
    await window.waitFor('.quick-input-widget input[placeholder^="the reason"]');
    await window.press('Enter');
    await window.waitFor('.quick-input-widget >> text=only with a reason');
    await window.screenshot('findings-suppress');
    await window.type('moved to order_lines');
    await window.press('Enter');
    await applied;
    await noFindingOf(uri, 'drop-loses-data');
    assert.match(
      editor.document.getText(),
      /# alembic-pilot: ignore\[drop-loses-data\] moved to order_lines/u,
    );
  });

  it('name the other head, and link to it', async () => {
    const one = adding("sa.Column('priority_code', sa.Text(), nullable=True)");
    await open('060_one.py', one);
    const editor = await open('060_two.py', one.replace("revision = '060'", "revision = '060b'"));
    const { diagnostic } = await findingOf(editor.document.uri, 'multiple-heads');
    assert.ok(diagnostic.message.includes('060'));
    assert.ok(
      (diagnostic.relatedInformation ?? []).some(({ location }) =>
        location.uri.path.endsWith('060_one.py'),
      ),
      JSON.stringify(diagnostic.relatedInformation),
    );
  });

  it('follow .alembic-pilot.yaml and the settings, of which the file wins', async () => {
    const editor = await open(
      '060_add_code.py',
      adding("sa.Column('priority_code', sa.Text(), nullable=False)"),
    );
    const { uri } = editor.document;
    const rule = 'column-not-null-without-default';
    await findingOf(uri, rule);
    await setting('check.rules', { [rule]: 'hint' });
    await eventually('a hint', async () =>
      (await findingsOf(uri)).some(
        (one) => one.rule === rule && one.diagnostic.severity === vscode.DiagnosticSeverity.Hint,
      ),
    );
    const yaml = await open(
      '.alembic-pilot.yaml',
      `rules:\n  ${rule}: off\n  no-such-rule: error\n`,
    );
    await noFindingOf(uri, rule);
    const mistake = await findingOf(yaml.document.uri, 'configuration');
    assert.equal(mistake.words, 'no-such-rule');
    await replace(yaml, 'off', 'info');
    await eventually('an info before the file is saved', async () =>
      (await findingsOf(uri)).some(
        (one) =>
          one.rule === rule && one.diagnostic.severity === vscode.DiagnosticSeverity.Information,
      ),
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await setting('check.rules', undefined);
  });

  it('are given another severity for the project, in its file', async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: a list can only be picked from in a browser');
      this.skip();
    }
    const rule = 'column-not-null-without-default';
    const editor = await open(
      '060_add_code.py',
      adding("sa.Column('priority_code', sa.Text(), nullable=False)"),
    );
    const { uri } = editor.document;
    const yaml = join(backend, '.alembic-pilot.yaml');
    written.push(yaml);
    const applied = applyAction(uri, await findingOf(uri, rule), /^Set the severity of column/u);
    await window.waitFor('.quick-input-widget >> text=How severe is');
    await window.type('info');
    await window.press('Enter');
    await applied;
    await eventually('an info', async () =>
      (await findingsOf(uri)).some(
        (one) =>
          one.rule === rule && one.diagnostic.severity === vscode.DiagnosticSeverity.Information,
      ),
    );
    assert.equal(await readFile(yaml, 'utf8'), `rules:\n  ${rule}: info\n`);
  });

  it('open the page of their rule, which comes with the extension', async () => {
    const target = vscode.Uri.parse('alembic-pilot-rule:/index-not-concurrent.md');
    const page = await vscode.workspace.openTextDocument(target);
    assert.match(page.getText(), /^# index-not-concurrent/u);
    if (!window.windowAvailable) return;
    const editor = await open(
      '060_index.py',
      migration(
        '060',
        '059',
        "op.create_index('ix_orders_notes', 'orders', ['notes'])",
        "op.drop_index('ix_orders_notes', table_name='orders')",
      ),
    );
    const finding = await findingOf(editor.document.uri, 'index-not-concurrent');
    await applyAction(editor.document.uri, finding, /^Open the page of index-not-concurrent/u);
    await window.waitFor(window.inWebview('h1:has-text("index-not-concurrent")'));
    await window.screenshot('findings-page');
  });

  it('of the whole workspace are found on demand, and what was read is said', async () => {
    const run = vscode.commands.executeCommand('alembicPilot.checkAll');
    const old = await eventually('a finding in an old migration', () =>
      vscode.languages
        .getDiagnostics()
        .find(
          ([uri, found]) =>
            /versions\/0[0-3]\d_/u.test(uri.path) &&
            found.some(({ source }) => source === 'Alembic Pilot'),
        ),
    );
    assert.ok(old);
    if (!window.windowAvailable) return;
    await window.waitFor(
      '.notification-toast >> text=/Checked \\d+ revisions: .*operations understood/',
    );
    await window.screenshot('findings-check-all');
    await window.click('.notification-toast .monaco-button:has-text("Show Problems")');
    await window.waitFor('.markers-panel-container .monaco-list-row');
    await window.screenshot('findings-problems');
    await window.click('.markers-panel-container a:has-text("index-not-concurrent")');
    await window.waitFor(window.inWebview('h1:has-text("index-not-concurrent")'));
    await window.screenshot('findings-code-link');
    await run;
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  const terminals = ['build/Release', 'prebuilds/linux-x64'].map((folder) =>
    join(vscode.env.appRoot, 'node_modules', 'node-pty', folder, 'pty.node'),
  );
  if (window.windowAvailable && !terminals.some((file) => existsSync(file)))
    console.log('NOT RUN: tasks; this VS Code came without its terminal, which was never compiled');
  else it('fill the Problems view by a task', fillByTask);

  async function fillByTask(): Promise<void> {
    // What the editor finds by itself is switched off, so that the task's findings are seen.
    await setting('check.preset', 'off');
    const found = (): number =>
      vscode.languages
        .getDiagnostics()
        .filter(([{ path }]) => path.includes('/versions/0'))
        .flatMap(([, all]) => all.filter(({ source }) => source === 'Alembic Pilot')).length;
    await eventually('an empty Problems view', () => found() === 0);
    const tasks = await vscode.tasks.fetchTasks({ type: 'alembic-pilot' });
    assert.deepEqual(tasks.map(({ definition }) => String(definition['check'])).sort(), [
      'all',
      'changed',
    ]);
    const task = tasks.find(({ definition }) => definition['check'] === 'all');
    assert.ok(task);
    await vscode.tasks.executeTask(task);
    await eventually('findings of the task', () => found() > 10);
    if (window.windowAvailable) await window.screenshot('findings-task');
    await setting('check.preset', undefined);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  }
});
