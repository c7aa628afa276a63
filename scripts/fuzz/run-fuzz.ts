import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Failure, WorkerTask } from './worker.js';

export interface FuzzResult {
  readonly tried: number;
  readonly failures: readonly Failure[];
}

/** A thread does not inherit the loader of TypeScript, on Node 20 not even by `execArgv`. */
const startWorker = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL('worker.ts', import.meta.url).href)});
  });
`;

/** An input that has not come back after this long never will. */
const hangMs = 120_000;

/**
 * Tries mutated inputs on every target, in as many threads as there are processors. The same seed
 * and number always give the same input.
 */
export async function runFuzz(count: number, seed: number, only?: number): Promise<FuzzResult> {
  const threads = only === undefined ? Math.min(availableParallelism(), 4) : 1;
  const results = await Promise.all(
    Array.from({ length: threads }, (_, index) =>
      runWorker({
        seed,
        from: only ?? index,
        step: threads,
        count: only === undefined ? count : only + 1,
        large: only === undefined && index === 0,
        progress: new Int32Array(new SharedArrayBuffer(8)),
      }),
    ),
  );
  return {
    tried: results.reduce((sum, { tried }) => sum + tried, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}

function runWorker(task: WorkerTask): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(startWorker, { eval: true, workerData: task });
    let seen = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(task.progress, 0);
      if (now !== seen) {
        seen = now;
        return;
      }
      const number = Atomics.load(task.progress, 1);
      const input =
        task.large && now < 100 ? `large input ${now}` : `input ${number} of seed ${task.seed}`;
      resolve({ tried: 0, failures: [{ input, problem: `hangs for ${hangMs} ms or more` }] });
      void worker.terminate();
    }, hangMs);
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(watch);
    });
  });
}
