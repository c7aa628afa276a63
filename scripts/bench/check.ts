/**
 * Measures how fast the check follows what is typed: `npx tsx scripts/bench/check.ts [revisions]`,
 * 10,000 unless told. The exit code is 1 where a keystroke takes longer than 4 parses by Lezer.
 */
import { rm } from 'node:fs/promises';
import { benchKeystroke } from './keystroke.js';
import { benchFolder } from './measuring.js';

const folder = await benchFolder();
try {
  const passed = await benchKeystroke(folder, Number(process.argv[2] ?? 10_000));
  process.exitCode = passed ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
