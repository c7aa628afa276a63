import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { answer, startExample, type Example } from './support/example.js';
import * as window from './support/window.js';

const ROWS = '.pane:has(.title:text-is("Migrations")) .monaco-list-row';

describe('new migrations', () => {
  let example: Example;
  let roadmap: vscode.Uri;
  let planned: string;
  const made: string[] = [];

  before(async function () {
    this.timeout(300_000);
    if (!window.windowAvailable) {
      console.log('SKIPPED: questions can only be answered in a browser');
      this.skip();
    }
    example = await startExample();
    const [found] = await vscode.workspace.findFiles('ROADMAP.md');
    assert.ok(found);
    roadmap = found;
    planned = await readFile(roadmap.fsPath, 'utf8');
    await vscode.commands.executeCommand('alembicPilot.migrations.focus');
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of made) await rm(file, { force: true });
    await writeFile(roadmap.fsPath, planned);
    await example.stop();
  });

  /** The document in front, once it is a migration of this name. */
  async function inFront(name: string): Promise<vscode.TextDocument> {
    const document = await eventually(`${name} in front`, () => {
      const { document } = vscode.window.activeTextEditor ?? {};
      return document && basename(document.fileName) === name ? document : undefined;
    });
    made.push(document.fileName);
    return document;
  }

  const click = (row: string): Promise<void> => window.click(`${ROWS}:has-text("${row}")`);

  it('shows what is planned, and where it stands', async () => {
    await window.waitFor(`${ROWS} >> text=/4 open of 6/`);
    await click('4 open of 6');
    await window.waitFor(`${ROWS} >> text=/^060 usd_master enum value/`);
    const shown = (await window.texts(ROWS)).join('\n');
    assert.match(shown, /062 render_job_doc JSONB on order_lines.*P7 · done as 048/u);
    assert.match(shown, /063 Role hierarchy.*done as 049/u);
    await window.waitFor('.statusbar-item >> text=/059 → 060/');
    await window.screenshot('planned');
  });

  it('creates a migration from a plan, and opens it', async () => {
    const items = vscode.commands.executeCommand('alembicPilot.newMigration');
    await window.waitFor('.quick-input-widget >> text=/060 follows 059/');
    await window.screenshot('new-migration');
    await window.type('step_hash');
    await window.waitFor('.quick-input-list .monaco-list-row.focused:has-text("064")');
    await window.press('Enter');
    await items;
    const document = await inFront('064_add_step_hash_to_cad_files.py');
    const text = document.getText();
    assert.match(text, /^revision: str = '064'$/mu);
    assert.match(text, /^down_revision: .* = '059'$/mu);
    assert.match(text, /op\.add_column\('cad_files', sa\.Column\('step_hash', sa\.String\(64\)/u);
    await eventually('064 in the tree', async () =>
      (await window.texts(ROWS)).some((row) => /064 \(.*head.*\) Add step_hash/u.test(row)),
    );
  });

  it('says in the roadmap that the number is taken, and marks the plan as done by one click', async () => {
    const document = await vscode.workspace.openTextDocument(roadmap);
    await vscode.window.showTextDocument(document);
    const problem = await eventually('the problem', () =>
      vscode.languages
        .getDiagnostics(roadmap)
        .find(({ message }) => message.includes('064 is the number of')),
    );
    // The light bulb hears of a change a moment after the Problems view.
    const titles = await eventually('the fix of the plan', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        roadmap,
        problem.range,
      );
      const all = actions.map(({ title }) => title);
      return all.includes('Mark it as done as 064') && all;
    });
    assert.ok(titles.includes('Plan it as 066'), titles.join());
    await window.screenshot('roadmap-problem');
    await vscode.commands.executeCommand('alembicPilot.markPlanDone', {
      project: await projectKey(),
      plan: '064',
    });
    const wanted = planned.replace('`cad_files` | P9 |', '`cad_files` | P9 (done as 064) |');
    assert.equal(document.getText(), wanted);
    assert.equal(await readFile(roadmap.fsPath, 'utf8'), wanted);
    await eventually('no problem', () => vscode.languages.getDiagnostics(roadmap).length === 0);
  });

  it('offers, once a plan was applied and verified, to mark it as done', async () => {
    await writeFile(roadmap.fsPath, planned);
    await eventually('the plan to be open again', () =>
      vscode.languages
        .getDiagnostics(roadmap)
        .some(({ message }) => message.includes('064 is the number of')),
    );
    const file = await inFrontAgain();
    const run = vscode.commands.executeCommand('alembicPilot.upgradeTo', file);
    await window.waitFor('.monaco-dialog-box >> text=/Apply revision 064/');
    await answer('Apply');
    await run;
    await window.waitFor('.notification-toast >> text=/064 is planned in ROADMAP.md/');
    await window.screenshot('offer-done');
    await window.click('.notification-toast .monaco-button:has-text("Mark as Done")');
    await eventually('the mark in the file', async () =>
      (await readFile(roadmap.fsPath, 'utf8')).includes('| P9 (done as 064) |'),
    );
    await example.query('ALTER TABLE cad_files DROP COLUMN step_hash');
    await example.query("UPDATE alembic_version SET version_num = '059'");
  });

  /** The migration that was made last, shown from its beginning to its end. */
  async function inFrontAgain(): Promise<vscode.Uri> {
    const uri = vscode.Uri.file(made.at(-1) ?? '');
    const editor = await vscode.window.showTextDocument(uri);
    const last = new vscode.Position(editor.document.lineCount - 1, 0);
    editor.revealRange(new vscode.Range(last, last));
    return uri;
  }

  it('offers to apply first, then generates what a model has and the database has not', async () => {
    await rm(made.pop() ?? '');
    await writeFile(roadmap.fsPath, planned);
    await example.query("UPDATE alembic_version SET version_num = '058'");
    await example.query("DELETE FROM global_render_positions WHERE name = 'Top'");
    const model = join(example.backend, 'app/models/cad_file.py');
    const before = await readFile(model, 'utf8');
    const field = '    step_digest: Mapped[Optional[str]] = mapped_column(String(64))\n';
    await writeFile(model, before.replace(/(\n {4}__tablename__ = .*\n)/u, `$1${field}`));
    try {
      await window.waitFor('.statusbar-item >> text=/059 → 060/');
      const run = vscode.commands.executeCommand('alembicPilot.newMigration');
      await window.waitFor('.quick-input-widget >> text=/What does it hold|060 follows 059/');
      await window.type('Autogenerate');
      await window.press('Enter');
      await window.waitFor('.quick-input-widget >> text=/This names the file/');
      await window.type('add step digest');
      await window.press('Enter');
      await window.waitFor('.monaco-dialog-box >> text=/059 not applied/');
      await window.screenshot('autogenerate-behind');
      await answer('Apply First');
      await window.waitFor('.monaco-dialog-box >> text=/Apply revision 059/');
      await answer('Apply');
      await run;
      const document = await inFront('060_add_step_digest.py');
      assert.match(document.getText(), /^revision: str = '060'$/mu);
      assert.match(document.getText(), /^down_revision: .* = '059'$/mu);
      assert.match(document.getText(), /add_column\('cad_files', sa\.Column\('step_digest'/u);
      await window.screenshot('autogenerated');
    } finally {
      await writeFile(model, before);
    }
  });

  it('offers to delete an empty autogeneration, and says why it may be empty', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Else what is seen next could be from before the file that goes now was read.
    await window.waitFor('.statusbar-item >> text=/060 → 061/');
    await rm(made.pop() ?? '');
    await window.waitFor('.statusbar-item >> text=/059 → 060/');
    const run = vscode.commands.executeCommand('alembicPilot.newMigration');
    await window.waitFor('.quick-input-widget >> text=/060 follows 059/');
    await window.type('Autogenerate');
    await window.press('Enter');
    await window.waitFor('.quick-input-widget >> text=/This names the file/');
    await window.type('nothing at all');
    await window.press('Enter');
    await run;
    const document = await inFront('060_nothing_at_all.py');
    await window.waitFor('.notification-toast >> text=/found nothing to write.*Nothing differs/');
    await window.screenshot('autogenerate-empty');
    await window.click('.notification-toast .monaco-button:has-text("Delete File")');
    await eventually('the file to be gone', () =>
      readFile(document.fileName).then(
        () => false,
        () => true,
      ),
    );
  });

  async function projectKey(): Promise<string> {
    const [config] = await vscode.workspace.findFiles('**/alembic.ini');
    assert.ok(config);
    return `${config.fsPath}#`;
  }
});
