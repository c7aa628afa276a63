/**
 * The editor tier: the extension in a real VS Code.
 *
 *   tsx scripts/test-editor.ts [--vscode newest|oldest|both] [--grep TEXT]
 *
 * Ends with one JSON line per run and one with the sum, `{"passed":N,"failed":N,"skipped":[…]}`, which
 * also goes to the file that `ALEMBIC_PILOT_SUMMARY` names.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEditorTests, runEditorTests } from './toolchain/editor-tests.js';
import { copyExample } from './toolchain/example-copy.js';
import type { WhichVSCode } from './toolchain/vscode-releases.js';

/**
 * Files named `*.untrusted.test.ts` run in a window of their own, in a folder nobody trusts. Those
 * named `*.docker.test.ts` need containers: the docker tier runs them.
 */
const runs = [
  { name: 'trusted', files: '^(?!.*\\.(untrusted|docker)\\.)', trust: 'all' },
  { name: 'untrusted', files: '\\.untrusted\\.', trust: 'ask' },
] as const;

const { values } = parseArgs({
  options: { vscode: { type: 'string', default: 'both' }, grep: { type: 'string' } },
});
const chosen: readonly WhichVSCode[] =
  values.vscode === 'newest' || values.vscode === 'oldest' ? [values.vscode] : ['newest', 'oldest'];

await buildEditorTests();
let [passed, failed] = [0, 0];
const skipped: string[] = [];
for (const vscode of chosen) {
  for (const { name, files, trust } of runs) {
    console.log(`\nEditor tests in the ${vscode} VS Code, ${name} workspace`);
    const own = await mkdtemp(join(tmpdir(), 'editor-workspace-'));
    try {
      const workspace = join(own, 'hartomat');
      await copyExample(workspace);
      const counts = await runEditorTests({ vscode, workspace, files, trust, grep: values.grep });
      passed += counts.passed;
      failed += counts.failed;
      skipped.push(...counts.skipped.map((title) => `${title} (${vscode} VS Code)`));
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  }
}
const summary = JSON.stringify({ passed, failed, skipped });
const file = process.env['ALEMBIC_PILOT_SUMMARY'];
if (file !== undefined) await writeFile(file, summary);
console.log(summary);
process.exitCode = failed > 0 ? 1 : 0;
