import { Random } from '../fuzz/random.js';

/**
 * Draws `size` things: first one of each kind, as far as they go, then any. The same things, in the
 * same order, for the same seed.
 */
export function drawSample<T>(
  things: readonly T[],
  kindOf: (thing: T) => string,
  size: number,
  seed: number,
): readonly T[] {
  const random = new Random(seed);
  const shuffled = things
    .map((thing) => ({ thing, key: random.below(2 ** 32) }))
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
  const met = new Set<string>();
  const first: T[] = [];
  const others: T[] = [];
  for (const thing of shuffled) {
    const kind = kindOf(thing);
    (met.has(kind) ? others : first).push(thing);
    met.add(kind);
  }
  return [...first, ...others].slice(0, size);
}
