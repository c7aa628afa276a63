/**
 * The editor tier: the extension in a real VS Code.
 *
 *   tsx scripts/test-editor.ts [--vscode newest|oldest|both] [--grep TEXT]
 *
 * Ends with one JSON line per run and one with the sum, `{"passed":N,"failed":N,"skipped":[…]}`, which
 * also goes to the file that `ALEMBIC_PILOT_SUMMARY` names.
 */
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mustExec } from './toolchain/exec.js';
import { copyExample } from './toolchain/example-copy.js';
import { projectRoot } from './toolchain/project-root.js';
import { writeUserSettings } from './toolchain/vscode-settings.js';
import { vscodeExecutable } from './toolchain/vscode.js';
import type { WhichVSCode } from './toolchain/vscode-releases.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Titles. */
  readonly skipped: readonly string[];
}

/** Files named `*.untrusted.test.ts` run in a window of their own, in a folder nobody trusts. */
const runs = [
  { name: 'trusted', files: '^(?!.*\\.untrusted\\.)', trust: 'all' },
  { name: 'untrusted', files: '\\.untrusted\\.', trust: 'ask' },
] as const;

type Run = (typeof runs)[number];

const built = join(projectRoot, 'dist-test', 'editor');

async function buildTests(): Promise<void> {
  await rm(built, { recursive: true, force: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['test/editor/index.ts', 'test/editor/*.test.ts'],
    outdir: built,
    // Mocha would try require() on another ending, which VS Code 1.103 answers with a deadlock.
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function runIn(which: WhichVSCode, run: Run, grep: string | undefined): Promise<Counts> {
  console.log(`\nEditor tests in the ${which} VS Code, ${run.name} workspace`);
  const own = await mkdtemp(join(tmpdir(), 'editor-tests-'));
  try {
    const workspace = join(own, 'hartomat');
    const userDataDir = join(own, 'user-data');
    const report = join(own, 'report.json');
    await copyExample(workspace);
    await writeUserSettings(userDataDir);
    await runTests({
      vscodeExecutablePath: await vscodeExecutable(which),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(built, 'index.mjs'),
      launchArgs: [
        workspace,
        `--user-data-dir=${userDataDir}`,
        `--extensions-dir=${join(own, 'extensions')}`,
      ],
      extensionTestsEnv: {
        ALEMBIC_PILOT_TEST_FILES: run.files,
        ALEMBIC_PILOT_TEST_REPORT: report,
        ALEMBIC_PILOT_TEST_TRUST: run.trust,
        ALEMBIC_PILOT_TEST_GREP: grep,
      },
    }).catch((error: unknown) => {
      if (!(error instanceof TestRunFailedError)) throw error;
    });
    return await readCounts(report);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** A run that ended without a report counts as one failure: VS Code died or never got to it. */
async function readCounts(report: string): Promise<Counts> {
  try {
    return JSON.parse(await readFile(report, 'utf8')) as Counts;
  } catch {
    console.error('VS Code ended without a report of its tests');
    return { passed: 0, failed: 1, skipped: [] };
  }
}

const { values } = parseArgs({
  options: { vscode: { type: 'string', default: 'both' }, grep: { type: 'string' } },
});
const chosen: readonly WhichVSCode[] =
  values.vscode === 'newest' || values.vscode === 'oldest' ? [values.vscode] : ['newest', 'oldest'];

await mustExec('npm', ['run', 'build'], { cwd: projectRoot });
await buildTests();
let [passed, failed] = [0, 0];
const skipped: string[] = [];
for (const which of chosen) {
  for (const run of runs) {
    const counts = await runIn(which, run, values.grep);
    passed += counts.passed;
    failed += counts.failed;
    skipped.push(...counts.skipped.map((title) => `${title} (${which} VS Code)`));
  }
}
const summary = JSON.stringify({ passed, failed, skipped });
const file = process.env['ALEMBIC_PILOT_SUMMARY'];
if (file !== undefined) await writeFile(file, summary);
console.log(summary);
process.exitCode = failed > 0 ? 1 : 0;
