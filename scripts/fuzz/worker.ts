import { parentPort, workerData } from 'node:worker_threads';
import { parser } from '@lezer/python';
import { mutate } from './mutate.js';
import { Random } from './random.js';
import { targets } from './targets.js';

/** What a worker is asked to do: inputs `from`, `from + step`, … below `count`. */
export interface WorkerTask {
  readonly seed: number;
  readonly from: number;
  readonly step: number;
  readonly count: number;
  readonly large: boolean;
  /** For the one who watches: slot 0 counts inputs, slot 1 is the number of the present one. */
  readonly progress: Int32Array;
}

/** What a worker says of an input that did not come back well. */
export interface Failure {
  readonly input: string;
  readonly problem: string;
}

const task = workerData as WorkerTask;
const failures: Failure[] = [];

/** An input may take this many times as long as a bare parse of it, and half a second. */
const slowest = 40;
const graceMs = 500;

function attempt(input: string, bytes: Buffer, run: (bytes: Uint8Array) => void): void {
  Atomics.add(task.progress, 0, 1);
  const start = performance.now();
  try {
    run(bytes);
  } catch (error) {
    failures.push({
      input,
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return;
  }
  const took = performance.now() - start;
  if (took < graceMs) return;
  const before = performance.now();
  parser.parse(bytes.toString('latin1'));
  const parse = performance.now() - before;
  if (took > slowest * parse + graceMs) {
    failures.push({
      input,
      problem: `took ${took.toFixed()} ms, a bare parse ${parse.toFixed()} ms`,
    });
  }
}

let tried = 0;
for (const target of targets) {
  const inputs = target.inputs();
  if (task.large) {
    for (const { name, bytes } of target.large())
      attempt(`${target.name}: ${name}`, bytes, target.run);
  }
  for (let number = task.from; number < task.count; number += task.step) {
    Atomics.store(task.progress, 1, number);
    const random = new Random(Math.imul(task.seed, 0x9e3779b1) + number);
    attempt(
      `${target.name}: input ${number} of seed ${task.seed}`,
      mutate(inputs, random),
      target.run,
    );
    tried++;
  }
}
parentPort?.postMessage({ tried, failures });
