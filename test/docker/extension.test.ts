import assert from 'node:assert/strict';
import { buildEditorTests, runEditorTests } from '../../scripts/toolchain/editor-tests.js';
import { vscodeSource } from '../../scripts/toolchain/vscode.js';
import { needEngine } from './support/engine.js';
import { startStack, stopStacks } from './support/stack.js';

/** The window of VS Code stands on this machine, Alembic and the database in containers. */
describe('the extension through Docker Compose', () => {
  after(() => stopStacks());

  it('passes test/editor/compose.docker.test.ts', async function () {
    this.timeout(900_000);
    if ((await vscodeSource()) === 'download') {
      console.log('    SKIPPED: dialogs can only be answered in a browser');
      this.skip();
    }
    const engine = await needEngine(this);
    this.timeout(900_000);
    await buildEditorTests();
    const stack = await startStack(engine);
    const counts = await runEditorTests({
      vscode: 'newest',
      workspace: stack.folder,
      files: '\\.docker\\.',
      trust: 'all',
      env: engine.env,
    });
    assert.deepEqual([counts.failed, counts.skipped], [0, []]);
    assert.ok(counts.passed >= 6, `${counts.passed} passed`);
    const left = await stack.psql(
      `SELECT (SELECT version_num FROM alembic_version),
         (SELECT count(*) FROM information_schema.columns WHERE column_name = 'step_hash'),
         (SELECT count(*) FROM pg_stat_activity
          WHERE state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid())`,
    );
    assert.equal(left, '059|0|0');
  });
});
