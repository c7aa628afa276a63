import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { mustExec } from '../../scripts/toolchain/exec.js';
import { eventually } from './support/eventually.js';
import { findingOf } from './support/findings.js';
import * as window from './support/window.js';

describe('findings in an untrusted workspace', () => {
  it('are shown in open files, and no git is run for them', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(folder);
    // A repository can make git run anything: this one would leave a trace.
    const trace = join(tmpdir(), `alembic-pilot-git-${process.pid}`);
    const hook = `${trace}.sh`;
    await writeFile(hook, `#!/bin/sh\ntouch ${trace}\n`);
    await chmod(hook, 0o755);
    await mustExec('git', ['init', '--quiet'], { cwd: folder });
    await mustExec('git', ['config', 'core.fsmonitor', hook], { cwd: folder });
    try {
      const [uri] = await vscode.workspace.findFiles('**/versions/058_*.py');
      assert.ok(uri);
      const editor = await vscode.window.showTextDocument(uri);
      const at = editor.document
        .getText()
        .indexOf('\n', editor.document.getText().indexOf('def upgrade'));
      await editor.edit((edit) => {
        edit.insert(editor.document.positionAt(at), "\n    op.execute('TRUNCATE orders')");
      });
      await findingOf(uri, 'truncate');
      if (window.windowAvailable) await window.screenshot('findings-untrusted');
      await vscode.commands.executeCommand('alembicPilot.refresh');
      await eventually('the check of everything', () =>
        vscode.languages.getDiagnostics(uri).some(({ source }) => source === 'Alembic Pilot'),
      );
      assert.equal(existsSync(trace), false);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    } finally {
      await rm(join(folder, '.git'), { recursive: true, force: true });
      for (const file of [hook, trace]) await rm(file, { force: true });
    }
  });
});
