import type { Pattern, Values } from './pattern.js';
import { readerOf } from './values.js';

/** The code of a pattern with its values; lines as `Pattern.upgrade` describes them. */
export interface RenderedPattern {
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  readonly place?: 'end';
}

/** Several in one migration undo each other in reversed order: see `joined`. */
export function renderPattern(pattern: Pattern, values: Values): RenderedPattern {
  const read = readerOf(pattern, values);
  const { place } = pattern;
  return {
    upgrade: pattern.upgrade(read),
    downgrade: pattern.downgrade(read),
    ...(place === undefined ? {} : { place }),
  };
}
