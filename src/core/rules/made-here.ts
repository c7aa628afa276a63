import type { Change } from '../changes/change.js';
import { best, type Known, type KnownTable, sameName } from '../changes/known-schema.js';
import type { Step } from './rule.js';

/** Whether one of these steps made something: nobody has used it yet. */
export function madeHere(
  steps: readonly Step[],
  known: Known<{ readonly origin: Change }>,
): boolean {
  const made = best(known);
  return made !== undefined && steps.some(({ change }) => change === made.origin);
}

/** Whether a partition has something from its parent, for which the change made it. */
export function isInherited({ name, partitionOf }: KnownTable, origin: Change): boolean {
  if (!partitionOf) return false;
  const owner =
    origin.kind === 'create_index'
      ? origin.index.table
      : 'table' in origin
        ? origin.table
        : undefined;
  return owner !== undefined && !sameName(owner, name);
}
