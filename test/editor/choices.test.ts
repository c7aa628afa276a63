import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createDatabase } from '../../scripts/toolchain/postgres.js';
import { startExample, waitForLenses, type Example } from './support/example.js';
import * as window from './support/window.js';

describe('choices', () => {
  let example: Example;
  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: questions can only be answered in a browser');
      this.skip();
    }
    example = await startExample();
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
    await vscode.commands.executeCommand('alembicPilot.connect');
  });
  after(() => example.stop());

  it('offers every runner with its reason, and keeps the one that was chosen', async () => {
    const choosing = vscode.commands.executeCommand('alembicPilot.chooseRunner');
    await window.waitFor('.quick-input-widget >> text=It is set for this project.');
    await window.waitFor('.quick-input-widget >> text=Write a command template');
    await window.screenshot('choose-runner');
    await window.press('Enter');
    await choosing;
    await waitForLenses(await example.file('059'), ['Applied']);
  });

  it('works on a stored database, and forgets it', async () => {
    const other = await createDatabase(example.server);
    const choosing = vscode.commands.executeCommand('alembicPilot.chooseDatabase');
    await pick('Another one…');
    for (const [prompt, text] of [
      ['Host', other.host],
      ['Port', String(other.port)],
      ['User', other.user],
      ['Database', other.database],
      ['Password', other.password],
    ] as const) {
      await window.waitFor(`.quick-input-widget >> text=/^${prompt}/`);
      await window.press('Control+A');
      await window.type(text);
      await window.press('Enter');
    }
    await choosing;
    await waitForLenses(await example.file('059'), ['Apply 59 revisions up to this one']);
    await window.waitFor(`text=${other.database}`);
    await window.screenshot('other-database');

    const forgetting = vscode.commands.executeCommand('alembicPilot.chooseDatabase');
    await pick(`Forget ${other.database}`);
    await forgetting;
    await waitForLenses(await example.file('059'), ['Applied']);
  });

  it('copies the command that does the same in a terminal', async () => {
    const copying = vscode.commands.executeCommand(
      'alembicPilot.copyCommand',
      await example.file('058'),
    );
    await pick('alembic downgrade 058@057');
    await copying;
    assert.match(await vscode.env.clipboard.readText(), /alembic downgrade 058@057$/u);
  });

  it('says where the database is', async () => {
    void vscode.commands.executeCommand('alembicPilot.current');
    await window.waitFor('.notification-toast >> text=/is at 059 seed top global position/');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('knows nothing any more once it is disconnected', async () => {
    await vscode.commands.executeCommand('alembicPilot.disconnect');
    await waitForLenses(await example.file('059'), ['Apply…']);
  });

  async function pick(text: string): Promise<void> {
    await window.click(`.quick-input-list .monaco-list-row:has-text("${text}")`);
  }
});
