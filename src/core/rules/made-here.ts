import type { Change } from '../changes/change.js';
import { best, type Known } from '../changes/known-schema.js';
import type { Step } from './rule.js';

/** Whether one of these steps made something: nobody has used it yet. */
export function madeHere(
  steps: readonly Step[],
  known: Known<{ readonly origin: Change }>,
): boolean {
  const made = best(known);
  return made !== undefined && steps.some(({ change }) => change === made.origin);
}
