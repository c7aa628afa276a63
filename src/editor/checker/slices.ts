import { setImmediate } from 'node:timers/promises';

/** Milliseconds that others may have to wait for their turn. */
const TURN_MS = 15;
const MOST = 64;

/**
 * Parts of a list for work that would take too long at once: others have their turn between them,
 * and the parts are made as long as one turn allows.
 */
export async function* slices<T>(
  list: readonly T[],
): AsyncGenerator<{ readonly part: readonly T[]; readonly done: number }> {
  let size = 1;
  for (let done = 0; done < list.length;) {
    const part = list.slice(done, done + size);
    done += part.length;
    const start = performance.now();
    yield { part, done };
    const took = performance.now() - start;
    size = Math.min(MOST, Math.max(1, Math.floor((part.length * TURN_MS) / Math.max(took, 0.1))));
    await setImmediate();
  }
}
