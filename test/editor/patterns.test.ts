import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.js';
import { lensesOf, migration } from './support/example.js';
import * as window from './support/window.js';

const SUGGESTION = '.suggest-widget .monaco-list-row';

describe('patterns in a migration', () => {
  let file: string;
  let editor: vscode.TextEditor;

  before(async function () {
    if (!window.windowAvailable) {
      console.log('SKIPPED: questions can only be answered in a browser');
      this.skip();
    }
    const [config] = await vscode.workspace.findFiles('**/alembic.ini');
    assert.ok(config);
    file = join(dirname(config.fsPath), 'alembic', 'versions', '060_patterns.py');
    await writeFile(file, migration('060', '059', 'pass', 'pass', 'patterns'));
    await lensesOf(vscode.Uri.file(file));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(file, { force: true });
  });

  /** The migration with these bodies, the cursor at `|`. */
  async function open(upgrade: string, downgrade = 'pass'): Promise<void> {
    const whole = migration('060', '059', upgrade, downgrade, 'patterns');
    editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    const { document } = editor;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    await editor.edit((edit) => {
      edit.replace(all, whole.replace('|', ''));
    });
    const at = document.positionAt(whole.includes('|') ? whole.indexOf('|') : 0);
    editor.selection = new vscode.Selection(at, at);
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenter);
  }

  const text = () => editor.document.getText();

  async function waitForText(...parts: readonly string[]): Promise<void> {
    await eventually(`${parts.join(' and ')} in\n${text()}`, () =>
      parts.every((part) => text().includes(part)),
    );
  }

  async function pick(title: string): Promise<void> {
    void vscode.commands.executeCommand('alembicPilot.insertPattern');
    await window.waitFor('.quick-input-widget >> text=Insert Pattern');
    await window.type(title);
    await window.waitFor(`.quick-input-list .monaco-list-row.focused:has-text("${title}")`);
  }

  async function answer(title: string, value: string): Promise<void> {
    await window.waitFor(`.quick-input-widget >> text=/${title}/`);
    await window.press('Control+A');
    await window.type(value);
    await window.press('Enter');
  }

  it('asks for table and column, offers what is there, and writes both directions', async () => {
    await open('pass');
    await pick('JSONB column');
    await window.screenshot('insert-pattern');
    await window.press('Enter');
    await window.waitFor('.quick-input-widget >> text=/JSONB column: Table.*1.2/');
    await window.type('cad_fi');
    await window.waitFor('.quick-input-list .monaco-list-row:has-text("file_hash")');
    await window.screenshot('insert-pattern-table');
    await window.press('Enter');
    await answer('JSONB column: New column', 'render_job_doc');
    await waitForText(
      'from sqlalchemy.dialects import postgresql\n',
      "def upgrade() -> None:\n    op.add_column(\n        'cad_files',",
      "sa.Column('render_job_doc', postgresql.JSONB(), nullable=True),",
      "def downgrade() -> None:\n    op.drop_column('cad_files', 'render_job_doc')",
    );
    assert.equal(editor.selections.length, 1, 'one cursor, behind the code of upgrade()');
    await window.screenshot('inserted-pattern');
    await vscode.commands.executeCommand('undo');
    await eventually('one undo to take all of it back', () => !text().includes('render_job_doc'));
    assert.ok(!text().includes('postgresql'));
  });

  it('goes a step back, and refuses what is no value', async () => {
    await open('pass');
    await pick('Optional column');
    await window.press('Enter');
    await answer('Optional column: Table', 'users');
    await window.waitFor('.quick-input-widget >> text=/Optional column: New column.*2.3/');
    await window.press('Control+A');
    await window.type('a.b');
    await window.waitFor('.quick-input-widget >> text=/One name/');
    await window.click('.quick-input-widget .codicon-quick-input-back');
    await window.waitFor('.quick-input-widget >> text=/Optional column: Table.*1.3/');
    await window.press('Escape');
    await window.waitFor('.quick-input-widget', 'hidden');
    assert.ok(!text().includes('add_column'));
  });

  it('leaves names to tab stops that are linked over both functions', async () => {
    await open("op.drop_table('x')\n|", "op.create_table('x')");
    await pick('Concurrent index in an autocommit block');
    await window.press('Enter');
    await answer('Concurrent index in an autocommit block: Table', 'cad_files');
    await answer('Concurrent index in an autocommit block: Columns', 'file_hash');
    await waitForText('op.create_index(');
    await window.screenshot('pattern-tab-stops');
    await window.type('ix_mine');
    await eventually(`three names in\n${text()}`, () => text().match(/ix_mine/gu)?.length === 3);
    const up = text().slice(text().indexOf('def upgrade'), text().indexOf('def downgrade'));
    const down = text().slice(text().indexOf('def downgrade'));
    assert.match(up, /drop_table[^]*autocommit_block[^]*IF EXISTS ix_mine[^]*'ix_mine',/u);
    assert.match(down, /IF EXISTS ix_mine[^]*create_table/u);
    await window.press('Escape');
  });

  it('completes a pattern from what is typed, in both functions and with its import', async () => {
    await open('op.ad|');
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await window.waitFor(`${SUGGESTION} >> text=UUID foreign key with cascade`);
    await window.screenshot('complete-pattern');
    await window.click(`${SUGGESTION}:has-text("UUID foreign key with cascade")`);
    await waitForText(
      'postgresql.UUID(as_uuid=True),',
      'from sqlalchemy.dialects import postgresql',
      "op.drop_column('tablename', 'parent_id')",
    );
    assert.doesNotMatch(text(), /op\.ad\n/u);
    await window.type('cad_files');
    await waitForText("op.drop_column('cad_files', 'parent_id')");
    await window.press('Escape');
  });

  it('completes names of tables and columns inside of strings', async () => {
    await open("op.drop_column('cad_files', '|')");
    const columns = await labelsAt(editor);
    assert.ok(columns.includes('file_hash'), columns.join());
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await window.waitFor(`${SUGGESTION} >> text=file_hash`);
    await window.screenshot('complete-column');
    await window.press('Escape');
    await open("op.drop_table('|')");
    const tables = await labelsAt(editor);
    assert.ok(tables.includes('cad_files') && !tables.includes('file_hash'), tables.join());
    await open("op.execute('|')");
    assert.ok(!(await labelsAt(editor)).includes('cad_files'));
  });

  it('completes a snippet by its prefix', async () => {
    await open('|');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await window.type('alembic-enum-value');
    await window.waitFor(`${SUGGESTION}.focused:has-text("alembic-enum-value")`);
    await window.screenshot('complete-snippet');
    await window.press('Enter');
    await waitForText(
      `op.execute("ALTER TYPE mediaassettype ADD VALUE IF NOT EXISTS 'usd_master'")`,
    );
    await window.press('Escape');
  });

  it('offers other ways to write an operation, and applies one', async () => {
    await open("op.add_column('cad_files', sa.Column('da|ta', sa.Text(), nullable=False))");
    const actions = await eventually('refactorings', async () => {
      const found = await actionsAt(editor);
      return found.length > 0 && found;
    });
    const titles = actions.map(({ title }) => title);
    assert.deepEqual(titles, [
      'Make data JSONB',
      'Make data nullable',
      "Add server_default='' to data",
    ]);
    await vscode.commands.executeCommand('editor.action.refactor');
    await window.waitFor('.action-widget >> text=Make data JSONB');
    await window.screenshot('refactor-operation');
    await window.press('Enter');
    await waitForText(
      "sa.Column('data', postgresql.JSONB(), nullable=False)",
      'from sqlalchemy.dialects import postgresql',
    );
  });

  it('is shown well in a dark window too', async () => {
    const workbench = vscode.workspace.getConfiguration('workbench');
    const theme = workbench.get('colorTheme');
    await workbench.update('colorTheme', 'Default Dark Modern', vscode.ConfigurationTarget.Global);
    try {
      await open('op.|');
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await window.waitFor(`${SUGGESTION} >> text=JSONB column`);
      await window.screenshot('complete-pattern-dark');
      await window.press('Escape');
      await pick('Batched backfill');
      await window.screenshot('insert-pattern-dark');
      await window.press('Escape');
    } finally {
      await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
    }
  });
});

/** What is offered at the cursor, but for the words that VS Code itself finds in open files. */
async function labelsAt({ document, selection }: vscode.TextEditor): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    selection.active,
  );
  return items
    .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

function actionsAt({ document, selection }: vscode.TextEditor): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    selection,
    'refactor.rewrite.alembicPilot',
  );
}
