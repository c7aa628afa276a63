import { Worker } from 'node:worker_threads';

/**
 * Reads standard input in a thread of its own, which works on while this one is blocked by a query:
 * at its end (the parent is gone) the process is killed, at `s` it is asked to close.
 */
const reader = `
const { readSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');
const byte = Buffer.alloc(1);
for (;;) {
  let read = 0;
  try {
    read = readSync(0, byte, 0, 1, null);
  } catch (error) {
    if (error.code === 'EAGAIN') {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      continue;
    }
  }
  if (read === 0) process.kill(process.pid, 'SIGKILL');
  parentPort.postMessage('stop');
}
`;

/** Ends this process with its parent; calls `onStop` when the parent asks for an orderly end. */
export function watchParent(onStop: () => void): void {
  const worker = new Worker(reader, { eval: true });
  worker.on('message', onStop);
  worker.unref();
}
