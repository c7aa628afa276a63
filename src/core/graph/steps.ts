import { isError, onBranch } from './find-revision.js';
import type { Found } from './find-revision.js';
import type { RevisionGraph } from './revision-graph.js';

/** Where a walk stands: a revision, or undefined for base, before the first one. */
export type Position = string | undefined;

/**
 * Walks a number of revisions up (positive) or down (negative) the down revisions. With `branch`,
 * only revisions of that branch are gone up to. An error where the way forks or ends too early.
 */
export function walk(
  graph: RevisionGraph,
  start: Position,
  steps: number,
  branch?: string,
): Found<{ readonly position: Position }> {
  let position = start;
  for (let left = Math.abs(steps); left > 0; left--) {
    const next = steps > 0 ? upFrom(graph, position, branch) : downFrom(graph, position);
    if (isError(next)) return next;
    const [only, ...others] = next;
    if (others.length > 0) {
      const forks = next.map((id) => id ?? 'base').join(', ');
      const where = steps > 0 ? 'follow' : 'precede';
      return {
        error: `Several revisions ${where} ${position ?? 'base'} (${forks}): name the one that is meant.`,
      };
    }
    if (next.length === 0) {
      const side = steps > 0 ? 'after' : 'before';
      return { error: `There are not ${Math.abs(steps)} revisions ${side} ${start ?? 'base'}.` };
    }
    position = only;
  }
  return { position };
}

function upFrom(
  graph: RevisionGraph,
  position: Position,
  branch: string | undefined,
): Found<readonly Position[]> {
  const above = position === undefined ? graph.bases : (graph.children.get(position) ?? []);
  return branch === undefined ? above : onBranch(graph, above, branch);
}

function downFrom(graph: RevisionGraph, position: Position): readonly Position[] {
  if (position === undefined) return [];
  const below = graph.parents.get(position) ?? [];
  return below.length === 0 ? [undefined] : below;
}
