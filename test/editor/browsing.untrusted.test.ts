import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { lensesOf, setting } from './support/example.js';
import * as window from './support/window.js';

describe('an untrusted workspace', () => {
  it('is browsed, and its lenses say why nothing runs', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const [file] = await vscode.workspace.findFiles('**/versions/059_*.py');
    assert.ok(file);
    assert.deepEqual(await lensesOf(file), [
      'Apply: workspace not trusted',
      'Roll back: workspace not trusted',
    ]);
    if (!window.windowAvailable) return;
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
    await window.waitFor('text=/^059 .head. seed/');
    await window.waitFor('text=/Restricted Mode: the history can be browsed/');
    await window.waitFor('text=This workspace is not trusted');
    await window.screenshot('untrusted');
  });

  it('starts nothing, whatever its settings name', async () => {
    const trace = join(tmpdir(), `alembic-pilot-untrusted-${process.pid}`);
    await setting('runner.command', ['touch', trace]);
    await setting('runner.python', trace);
    const [file] = await vscode.workspace.findFiles('**/versions/059_*.py');
    const all = await vscode.commands.getCommands(true);
    const ours = all.filter((command) => /^alembicPilot\.(?!migrations|database)/u.test(command));
    assert.ok(ours.length > 15);
    for (const command of ours) {
      if (/history|openProblem|openRevision|showLog/u.test(command)) continue;
      void vscode.commands.executeCommand(command, file);
    }
    await vscode.commands.executeCommand('alembicPilot.refresh');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(existsSync(trace), false);
    await setting('runner.command', undefined);
    await setting('runner.python', undefined);
  });
});
