/**
 * Runs the tiers of tests that this machine can run, and says loudly what it skipped.
 *
 *   tsx scripts/test.ts [tier…]        all tiers, or those named
 *
 * Under CI=true a skipped test counts as a failed one. The last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

interface Tier {
  readonly name: string;
  readonly args: readonly string[];
}

const root = path.resolve(import.meta.dirname, '..');
const mocha = (folder: string): Tier => ({
  name: folder,
  args: ['node_modules/mocha/bin/mocha.js', `test/${folder}/**/*.test.ts`],
});
const script = (name: string, file: string, ...args: string[]): Tier => ({
  name,
  args: ['--import', 'tsx', file, ...args],
});

const tiers: readonly Tier[] = [
  mocha('unit'),
  mocha('contract'),
  mocha('grammar'),
  mocha('fuzz'),
  mocha('oracle'),
  script('bench', 'scripts/bench/graph.ts'),
  mocha('database'),
  script('editor', 'scripts/test-editor.ts', '--vscode', 'both'),
  mocha('docker'),
];

/** Runs one tier; a tier that wrote no counts is one failed (or, on exit code 0, passed) test. */
async function runTier(tier: Tier, folder: string): Promise<Summary> {
  const file = path.join(folder, `${tier.name}.json`);
  const code = await new Promise<number>((resolve) => {
    const child = spawn(process.execPath, tier.args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ALEMBIC_PILOT_SUMMARY: file },
    });
    child.on('error', () => {
      resolve(1);
    });
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
  if (!existsSync(file))
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  const summary = JSON.parse(await readFile(file, 'utf8')) as Summary;
  return code !== 0 && summary.failed === 0 ? { ...summary, failed: 1 } : summary;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !tiers.some((tier) => tier.name === name));
if (unknown.length > 0) {
  console.error(
    `No such tier: ${unknown.join(', ')}. Tiers: ${tiers.map((t) => t.name).join(', ')}`,
  );
  process.exit(2);
}

const strict = process.env['CI'] === 'true';
const folder = await mkdtemp(path.join(tmpdir(), 'alembic-pilot-test-'));
const lines: string[] = [];
let passed = 0;
let failed = 0;
for (const tier of tiers.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  console.log(`\n=== ${tier.name}`);
  const start = Date.now();
  const summary = await runTier(tier, folder);
  const seconds = Math.round((Date.now() - start) / 1000);
  passed += summary.passed;
  failed += summary.failed + (strict ? summary.skipped.length : 0);
  lines.push(
    `${tier.name}: ${summary.passed} passed, ${summary.failed} failed, ${summary.skipped.length} skipped (${seconds} s)`,
    ...summary.skipped.map((title) => `  SKIPPED ${title}`),
  );
}
await rm(folder, { recursive: true, force: true });

console.log(`\n${lines.join('\n')}\n`);
if (failed > 0 && strict) console.log('Under CI=true a skipped test counts as failed.');
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
