/**
 * Measures how fast histories are read: `npm run bench`. Two gates, as ratios within one run; the
 * exit code is 1 if one fails. Nine in ten files are as Alembic's own template makes them.
 *
 *   437 revisions: at least 10 times as fast as Alembic's ScriptDirectory (both in process)
 *   10,000 revisions: at most 3 times as slow as reading all bytes and parsing all heads takes
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parser } from '@lezer/python';
import { build } from 'esbuild';
import type * as LoadProject from '../../src/system/files/load-project.js';
import { generateHistory } from '../../test/support/generate-history.js';
import type { HistoryShape } from '../../test/support/generate-history.js';
import { Random } from '../../test/support/random.js';
import { historyFiles, writeFiles } from '../../test/support/write-history.js';
import { runPython } from '../oracle/run-python.js';
import { pythonWithAlembic } from '../toolchain/python.js';

const shape: HistoryShape = {
  size: 437,
  ids: 'number',
  branch: 0.05,
  merge: 0.05,
  base: 0,
  dependency: 0.02,
  label: 0.01,
  redundant: false,
};

/** Writes a project with a made-up history; returns the paths of its migrations. */
async function makeProject(folder: string, size: number): Promise<readonly string[]> {
  const random = new Random(size);
  const history = generateHistory(random, { ...shape, size: Math.min(size, shape.size) });
  const line = Array.from({ length: size - history.length }, (_, index) => ({
    revision: String(history.length + index + 1).padStart(5, '0'),
    down: [
      index === 0
        ? (history.at(-1)?.revision ?? '')
        : String(history.length + index).padStart(5, '0'),
    ],
    dependsOn: [],
    branchLabels: [],
  }));
  const files = historyFiles(
    random,
    [...history, ...line],
    [join(folder, 'alembic', 'versions')],
    0.1,
  );
  await mkdir(join(folder, 'alembic'), { recursive: true });
  await writeFile(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/alembic\n');
  await writeFiles(files.map(({ path, bytes }) => ({ path, bytes: lengthened(bytes) })));
  return files.map(({ path }) => path);
}

/** Real migrations have 2.5 kB on average; the made-up ones are half of that. */
function lengthened(bytes: Uint8Array): Uint8Array {
  const call = '    op.create_index("ix_things_size", "things", ["size"], unique=False)\n';
  return Buffer.concat([bytes, Buffer.from(call.repeat(20))]);
}

/**
 * The best of several runs, in milliseconds of processor time: unlike the time of the clock, it does
 * not count what other programs do meanwhile.
 */
async function best(work: () => Promise<unknown>, rounds: number): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** The baseline: all bytes read, and of each file the head, up to its first function, parsed. */
async function readAndParseHeads(files: readonly string[]): Promise<void> {
  const atOnce = 32;
  let position = 0;
  const worker = async (): Promise<void> => {
    for (let file = files[position++]; file !== undefined; file = files[position++]) {
      const text = await readText(file);
      const end = text.search(/^def /m);
      parser.parse(end < 0 ? text : text.slice(0, end));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function readText(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => {
      if (error) reject(error);
      else resolve(text);
    });
  });
}

/** The code as users run it: bundled, without what a runner of TypeScript puts in between. */
async function bundled(folder: string): Promise<typeof LoadProject> {
  const outfile = join(folder, 'load-project.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../src/system/files/load-project.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return (await import(outfile)) as typeof LoadProject;
}

function report(what: string, ratio: number, passed: boolean, details: string): boolean {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}: ${ratio.toFixed(2)} (${details})`);
  return passed;
}

const folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-bench-'));
try {
  const { loadProjects } = await bundled(folder);
  const small = join(folder, 'small');
  await makeProject(small, 437);
  const ours = await best(() => loadProjects(small), 200);
  const { python, label } = await pythonWithAlembic();
  const { milliseconds } = (await runPython(python, '../bench/graph_bench.py', {
    config: join(small, 'alembic.ini'),
    rounds: 7,
  })) as { readonly milliseconds: number };
  const faster = milliseconds / ours;
  const first = report(
    '437 revisions, times as fast as ScriptDirectory (at least 10)',
    faster,
    faster >= 10,
    `ours ${ours.toFixed(1)} ms, ${label}: ${milliseconds.toFixed(1)} ms`,
  );

  const large = join(folder, 'large');
  const files = await makeProject(large, 10_000);
  const bare = await best(() => readAndParseHeads(files), 5);
  const whole = await best(() => loadProjects(large), 5);
  const slower = whole / bare;
  const second = report(
    '10,000 revisions, times as slow as reading bytes and parsing heads (at most 3)',
    slower,
    slower <= 3,
    `ours ${whole.toFixed(0)} ms, bare ${bare.toFixed(0)} ms`,
  );
  process.exitCode = first && second ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
