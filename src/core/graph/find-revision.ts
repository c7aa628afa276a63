import type { RevisionGraph } from './revision-graph.js';
import { reachable } from './walk.js';

/** A result, or why there is none, in words for the user. */
export type Found<T> = T | { readonly error: string };

export function isError<T>(found: Found<T>): found is { readonly error: string } {
  return typeof found === 'object' && found !== null && 'error' in found;
}

/**
 * The revision that a name means: an id, a branch label, or the beginning of just one of them that
 * is longer than three characters. With `branch`, it has to be on that branch.
 */
export function findRevision(graph: RevisionGraph, name: string, branch?: string): Found<string> {
  const bearer = branch === undefined ? undefined : findBranch(graph, branch);
  if (isError(bearer)) return bearer;
  const exact = byName(graph, name);
  const found = exact ?? findByBeginning(graph, name, bearer);
  if (isError(found) || bearer === undefined) return found;
  if (onLineage(graph, found, [bearer])) return found;
  return { error: `Revision ${found} is not on the branch "${branch ?? ''}".` };
}

/** The revision that bears a label, or that is named in its place. */
export function findBranch(graph: RevisionGraph, branch: string): Found<string> {
  const found = findRevision(graph, branch);
  return isError(found) ? { error: `There is no branch "${branch}".` } : found;
}

function byName(graph: RevisionGraph, name: string): string | undefined {
  return graph.revisions.has(name) ? name : graph.labelled.get(name);
}

function findByBeginning(
  graph: RevisionGraph,
  name: string,
  bearer: string | undefined,
): Found<string> {
  const names = [...graph.revisions.keys(), ...graph.labelled.keys()];
  const candidates = names.filter(
    (full) =>
      full.length > 3 &&
      full.startsWith(name) &&
      (bearer === undefined || onLineage(graph, byName(graph, full) ?? full, [bearer])),
  );
  const [first, ...more] = candidates;
  if (first === undefined) return { error: `No revision and no branch is called "${name}".` };
  if (more.length === 0) return byName(graph, first) ?? first;
  const shown = candidates.slice(0, 3).join(', ') + (candidates.length > 3 ? ', …' : '');
  return { error: `Several revisions begin with "${name}" (${shown}): write more of the id.` };
}

/** True if a revision is one of the others, an ancestor or a descendant of one, dependencies aside. */
export function onLineage(
  graph: RevisionGraph,
  revision: string,
  others: readonly string[],
): boolean {
  const line = [
    reachable([revision], (id) => graph.children.get(id) ?? []),
    reachable([revision], (id) => graph.parents.get(id) ?? []),
  ];
  return others.some((other) => line.some((ids) => ids.has(other)));
}

/** Those revisions that are on the branch. */
export function onBranch(
  graph: RevisionGraph,
  revisions: readonly string[],
  branch: string,
): Found<readonly string[]> {
  const bearer = findBranch(graph, branch);
  if (isError(bearer)) return bearer;
  const line = new Set([
    ...reachable([bearer], (id) => graph.children.get(id) ?? []),
    ...reachable([bearer], (id) => graph.parents.get(id) ?? []),
  ]);
  return revisions.filter((id) => line.has(id));
}

/** Heads that no other revision depends on: what `alembic upgrade heads` goes to. */
export function effectiveHeads(graph: RevisionGraph): readonly string[] {
  return graph.heads.filter((id) => (graph.dependents.get(id) ?? []).length === 0);
}

/** Revisions and what they stand on: parents and dependencies. */
export function withAncestors(graph: RevisionGraph, ids: Iterable<string>): Set<string> {
  return reachable(ids, (id) => [
    ...(graph.parents.get(id) ?? []),
    ...(graph.dependencies.get(id) ?? []),
  ]);
}

/** Children and dependents of a revision: what cannot stay without it. */
export function standsOn(graph: RevisionGraph): (id: string) => readonly string[] {
  return (id) => [...(graph.children.get(id) ?? []), ...(graph.dependents.get(id) ?? [])];
}
