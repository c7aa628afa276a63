import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustExec } from './exec.js';
import { projectRoot } from './project-root.js';
import { writeUserSettings } from './vscode-settings.js';
import { vscodeExecutable } from './vscode.js';
import type { WhichVSCode } from './vscode-releases.js';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Titles. */
  readonly skipped: readonly string[];
}

export interface EditorRun {
  readonly vscode: WhichVSCode;
  /** The folder that VS Code has open. */
  readonly workspace: string;
  /** A regular expression on the names of the test files. */
  readonly files: string;
  /** Whether the workspace is trusted or VS Code asks, which nobody answers. */
  readonly trust: 'all' | 'ask';
  /** Only tests whose titles have it. */
  readonly grep?: string | undefined;
  /** What the extension finds in its environment besides this process's. */
  readonly env?: Readonly<Record<string, string>>;
}

const built = join(projectRoot, 'dist-test', 'editor');

/** Builds the extension and the tests of `test/editor`. */
export async function buildEditorTests(): Promise<void> {
  await mustExec('npm', ['run', 'build'], { cwd: projectRoot });
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

/** Runs tests that were built in a VS Code with a profile of its own. */
export async function runEditorTests(run: EditorRun): Promise<Counts> {
  const own = await mkdtemp(join(tmpdir(), 'editor-tests-'));
  try {
    const userDataDir = join(own, 'user-data');
    const report = join(own, 'report.json');
    await writeUserSettings(userDataDir);
    await runTests({
      vscodeExecutablePath: await vscodeExecutable(run.vscode),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: join(built, 'index.mjs'),
      launchArgs: [
        run.workspace,
        `--user-data-dir=${userDataDir}`,
        `--extensions-dir=${join(own, 'extensions')}`,
      ],
      extensionTestsEnv: {
        ...run.env,
        ALEMBIC_PILOT_TEST_FILES: run.files,
        ALEMBIC_PILOT_TEST_REPORT: report,
        ALEMBIC_PILOT_TEST_TRUST: run.trust,
        ALEMBIC_PILOT_TEST_GREP: run.grep,
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
