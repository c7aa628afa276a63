import { standsOn, withAncestors } from './find-revision.js';
import type { RevisionGraph } from './revision-graph.js';
import { runOrder } from './run-order.js';
import { reachable } from './walk.js';

/** What a version table says: everything that has run, and rows that no file has. */
export interface Applied {
  readonly applied: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

/** Applied is what a row of the version table names, and all it stands on: parents and dependencies. */
export function appliedFrom(graph: RevisionGraph, versionRows: readonly string[]): Applied {
  const known = versionRows.filter((row) => graph.revisions.has(row));
  const unknown = versionRows.filter((row) => !graph.revisions.has(row));
  return { applied: withAncestors(graph, known), unknown };
}

/** The rows that the version table has when exactly these revisions are applied. */
export function versionRows(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  return graph.order.filter(
    (id) => applied.has(id) && !standsOn(graph)(id).some((child) => applied.has(child)),
  );
}

/**
 * The revisions that `alembic upgrade` to these revisions runs, in Alembic's order, the first to run
 * first: the targets and all they stand on, without what is applied.
 */
export function upgradeSteps(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  targets: string | readonly string[],
): readonly string[] {
  const named = typeof targets === 'string' ? [targets] : targets;
  const known = named.filter((id) => graph.revisions.has(id));
  const needed = withAncestors(graph, known);
  const missing = new Set([...needed].filter((id) => !applied.has(id)));
  return [...runOrder(graph, missing, versionRows(graph, needed))].reverse();
}

/**
 * The revisions that rolling back one revision undoes, the first to be undone first: it, its applied
 * descendants, and what depends on any of them; nothing where it is not applied.
 */
export function rollbackSteps(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  revision: string,
): readonly string[] {
  return applied.has(revision) ? descendantSteps(graph, applied, [revision]) : [];
}

/**
 * The argument for `alembic downgrade` that undoes what `rollbackSteps` names, and nothing else:
 * `R@<a down revision of R>`, for a base `R@base`. Of several down revisions it is one that no
 * other leads to, or else Alembic would also undo what lies between the two.
 */
export function downgradeTarget(graph: RevisionGraph, revision: string): string {
  const parents = graph.parents.get(revision) ?? [];
  const [first, ...more] = parents;
  if (first === undefined) return `${revision}@base`;
  if (more.length === 0) return `${revision}@${first}`;
  const parentsOf = (id: string) => graph.parents.get(id) ?? [];
  const below = reachable(parents.flatMap(parentsOf), parentsOf);
  return `${revision}@${parents.find((id) => !below.has(id)) ?? first}`;
}

/** What undoing these revisions undoes with them: applied descendants and dependents, newest first. */
export function descendantSteps(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  roots: readonly string[],
): readonly string[] {
  const above = reachable(roots, standsOn(graph));
  const undone = new Set([...above].filter((id) => applied.has(id)));
  return runOrder(graph, undone, versionRows(graph, applied));
}
