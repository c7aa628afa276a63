/** Fixes that point a reference of a broken history at a revision that there is. */
import { nearestId } from '../graph/suggest.js';
import { reachable } from '../graph/walk.js';
import type { Fix } from './finding.js';
import type { GraphProblem } from './from-graph.js';
import { replaceId } from './identifiers.js';

/** Writes another id in the place of the reference that the problem is about. */
export function pointAt(
  { problem, subject }: GraphProblem,
  id: string,
  safety: Fix['safety'],
  title = `Write '${id}'`,
): Fix[] {
  const { file, range, reference } = problem;
  const text = subject.texts.get(file);
  if (!range || reference === undefined || text === undefined) return [];
  const edit = replaceId(file, text, range, reference, id);
  return edit ? [{ title, safety, edits: [edit] }] : [];
}

/** The nearest id, where one is near; never one that stands on the revision itself. */
export function nearestFree(found: GraphProblem): readonly string[] {
  const { reference } = found.problem;
  const nearest = reference === undefined ? undefined : nearestId(reference, freeIds(found));
  return nearest === undefined ? [] : [nearest];
}

/** The nearest id first, then the heads. */
export function candidates(found: GraphProblem): readonly string[] {
  const free = new Set(freeIds(found));
  const heads = found.subject.graph.heads.filter((id) => free.has(id));
  return [...new Set([...nearestFree(found), ...heads])].slice(0, 3);
}

function freeIds({ revision, subject: { graph } }: GraphProblem): readonly string[] {
  if (!revision) return [];
  const above = reachable([revision.revision], (id) => [
    ...(graph.children.get(id) ?? []),
    ...(graph.dependents.get(id) ?? []),
  ]);
  return [...graph.revisions.keys()].filter((id) => !above.has(id) && !revision.down.includes(id));
}
