import { currentRow, parseRelative, resolveOne } from './identifiers.js';
import { findBranch, isError } from './find-revision.js';
import type { Found } from './find-revision.js';
import type { RevisionGraph } from './revision-graph.js';
import { appliedFrom, descendantSteps } from './runs.js';
import { walk } from './steps.js';
import type { Position } from './steps.js';
import { reachable } from './walk.js';

/**
 * The revisions that `alembic downgrade <text>` undoes on a database with these version rows, the
 * first to be undone first: everything applied that stands on what follows the target. Other
 * branches than the target's are undone with it, as Alembic does, unless the text names a branch.
 */
export function downgradeSteps(
  graph: RevisionGraph,
  rows: readonly string[],
  text: string,
): Found<{ readonly steps: readonly string[] }> {
  const goal = downgradeGoal(graph, rows, text);
  if (isError(goal)) return goal;
  const roots = downgradeRoots(graph, goal);
  if (isError(roots)) return roots;
  const { applied } = appliedFrom(graph, rows);
  const steps = descendantSteps(graph, applied, roots);
  if (goal.position === undefined || steps.length > 0 || rows.includes(goal.position))
    return { steps };
  return { error: `Revision ${goal.position} is not applied, so there is nothing to go back to.` };
}

interface Goal {
  readonly branch: string | undefined;
  readonly position: Position;
}

function downgradeGoal(graph: RevisionGraph, rows: readonly string[], text: string): Found<Goal> {
  const moved = parseRelative(text);
  if (!moved) {
    const at = text.lastIndexOf('@');
    const found = resolveOne(graph, text.slice(at + 1));
    const branch = at < 0 ? undefined : text.slice(0, at);
    return isError(found) ? found : { branch: branch === '' ? undefined : branch, ...found };
  }
  const { branch, symbol, steps } = moved;
  if (symbol === undefined) {
    if (steps >= 0)
      return { error: `"${text}" leads upwards: a downgrade needs a way down, as in -1.` };
    const row = currentRow(graph, rows, branch);
    if (isError(row)) return row;
    const end = walk(graph, row.position, steps);
    return isError(end) ? end : { branch: branch ?? row.position, ...end };
  }
  const start = resolveOne(
    graph,
    branch !== undefined && steps < 0 ? `${branch}@${symbol}` : symbol,
  );
  if (isError(start)) return start;
  const end = walk(graph, start.position, steps, steps > 0 ? branch : undefined);
  return isError(end) ? end : { branch, ...end };
}

/** What has to go first: the children of the goal, of base all bases; with a branch, only its own. */
function downgradeRoots(
  graph: RevisionGraph,
  { branch, position }: Goal,
): Found<readonly string[]> {
  const roots = position === undefined ? graph.bases : (graph.children.get(position) ?? []);
  if (branch === undefined || roots.length < 2) return roots;
  const bearer = findBranch(graph, branch);
  if (isError(bearer)) return bearer;
  const line = reachable([bearer], (id) => graph.parents.get(id) ?? []);
  const own = roots.filter((id) => line.has(id));
  return own.length > 0
    ? own
    : { error: `The branch "${branch}" does not come after ${position ?? 'base'}.` };
}
