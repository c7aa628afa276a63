import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import {
  answer,
  migration,
  setting,
  startExample,
  waitForLenses,
  type Example,
} from './support/example.js';
import * as window from './support/window.js';

const LONG = migration(
  '060',
  '059',
  [
    `op.add_column('cad_files', sa.Column('step_hash', sa.String(64), nullable=True))`,
    ...Array.from({ length: 120 }, (_, index) => `# ${index + 1} lines that somebody reads`),
  ].join('\n'),
  `op.drop_column('cad_files', 'step_hash')`,
  'add step hash',
);

describe('the review gate', () => {
  let example: Example;
  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    example = await startExample();
    await setting('review', 'enforce');
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
    await vscode.commands.executeCommand('alembicPilot.connect');
  });
  after(() => example.stop());

  it('refuses to apply what nobody has read to its end', async () => {
    const file = await example.write('060_add_step_hash.py', LONG);
    await waitForLenses(file, ['Apply', 'Not applied']);
    await vscode.window.showTextDocument(file);
    void vscode.commands.executeCommand('alembicPilot.upgradeToHead');
    await window.waitFor('.notification-toast >> text=/has not been read/');
    await window.screenshot('review-refused');
    assert.deepEqual(await example.current(), ['059']);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('applies it once somebody has scrolled through it', async () => {
    const editor = vscode.window.activeTextEditor ?? assert.fail('no editor');
    const { lineCount } = editor.document;
    for (let line = 0; line < lineCount; line += 10) {
      const range = new vscode.Range(line, 0, line, 0);
      editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
      await eventually(`line ${line} in sight`, () =>
        Promise.resolve(editor.visibleRanges.some((seen) => seen.contains(range))),
      );
    }
    await eventually('the dialog instead of a refusal', async () => {
      await vscode.commands.executeCommand('notifications.clearAll');
      void vscode.commands.executeCommand('alembicPilot.upgradeToHead');
      return eventually('an answer', async () => {
        const [toast] = await window.texts('.notification-toast');
        const [dialog] = await window.texts('.monaco-dialog-box');
        return dialog ?? (/not been read/u.test(toast ?? '') ? toast : undefined);
      }).then((said) => !/not been read/u.test(said));
    });
    await answer('Apply');
    await waitForLenses(editor.document.uri, ['Applied']);
    assert.deepEqual(await example.current(), ['060']);
  });
});
