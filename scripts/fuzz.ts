/**
 * Tries mutated files on everything that reads files: nothing may throw, nothing may hang.
 *
 *   tsx scripts/fuzz.ts [--count N] [--seed S] [--only NUMBER]
 *
 * Prints the seed; `--only` repeats one input of a seed. Exit code 1 if an input failed.
 */
import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz/run-fuzz.js';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
const start = performance.now();
console.log(`fuzz: seed ${seed}`);
const only = values.only === undefined ? undefined : Number(values.only);
const { tried, failures } = await runFuzz(Number(values.count), seed, only);
for (const { input, problem } of failures.slice(0, 20)) console.error(`${input}: ${problem}\n`);
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(`fuzz: ${tried} inputs of seed ${seed} in ${seconds} s, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
