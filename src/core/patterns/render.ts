import type { Pattern, Reader, Values } from './pattern.js';
import { rawReader, readerOf } from './values.js';

/** The code of a pattern with its values; lines as `Pattern.upgrade` describes them. */
export interface RenderedPattern {
  readonly upgrade: readonly string[];
  readonly downgrade: readonly string[];
  readonly place?: 'end';
}

/** The code of a pattern; a value that is missing or malformed is the parameter's example. */
export function renderPattern(pattern: Pattern, values: Values): RenderedPattern {
  return render(pattern, readerOf(pattern, values));
}

/** The same of values that hold the marks of tab stops. */
export function renderMarked(pattern: Pattern, values: Values): RenderedPattern {
  return render(pattern, rawReader(pattern, values));
}

function render({ upgrade, downgrade, place }: Pattern, read: Reader): RenderedPattern {
  const code = { upgrade: upgrade(read), downgrade: downgrade(read) };
  return place === undefined ? code : { ...code, place };
}
