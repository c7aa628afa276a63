import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { migration, startExample, type Example } from './support/example.js';
import { findingOf, findingsOf, noFindingOf } from './support/findings.js';
import * as window from './support/window.js';

describe('findings with a database', () => {
  let example: Example;
  before(async function () {
    this.timeout(300_000);
    example = await startExample();
  });
  after(() => example.stop());

  it('speak of what is not applied', async () => {
    await vscode.commands.executeCommand('alembicPilot.connect');
    const uri = await example.write(
      '060_truncate.py',
      migration('060', '059', "op.execute('TRUNCATE orders')", "op.execute('SELECT 1')"),
    );
    await findingOf(uri, 'truncate');
    await eventually('applied revisions to be left alone', async () => {
      const applied = await example.file('058');
      return (await findingsOf(applied)).length >= 0 && onlyIn(uri);
    });
    if (!window.windowAvailable) return;
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
    await window.waitFor(
      '.monaco-list-row:has-text("060 (pending, head)") .monaco-icon-label-container',
    );
    await window.screenshot('findings-tree');
  });

  it('say that the server is of another version, with a fix that writes it', async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: the light bulb can only be clicked in a browser');
      this.skip();
    }
    const ini = vscode.Uri.file(join(example.backend, 'alembic.ini'));
    const finding = await findingOf(ini, 'postgres-version');
    assert.equal(finding.diagnostic.severity, vscode.DiagnosticSeverity.Information);
    const yaml = join(example.backend, '.alembic-pilot.yaml');
    try {
      const editor = await vscode.window.showTextDocument(ini);
      const { start } = finding.diagnostic.range;
      editor.selection = new vscode.Selection(start, start);
      await vscode.commands.executeCommand('editor.action.quickFix');
      await window.waitFor('.action-widget >> text=/Check for PostgreSQL/');
      await window.screenshot('findings-light-bulb');
      await window.press('Enter');
      await noFindingOf(ini, 'postgres-version');
      assert.match(await readFile(yaml, 'utf8'), /^postgres: \d+\n$/u);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(yaml, { force: true });
    }
  });
});

/** No applied migration that is closed has findings. */
function onlyIn(uri: vscode.Uri): boolean {
  const open = new Set(vscode.workspace.textDocuments.map((document) => document.uri.path));
  return vscode.languages
    .getDiagnostics()
    .filter(([other]) => other.path.includes('/versions/') && other.path !== uri.path)
    .every(([other, found]) => open.has(other.path) || found.length === 0);
}
