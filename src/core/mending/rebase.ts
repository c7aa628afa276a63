import type { RevisionGraph } from '../graph/revision-graph.js';
import { reachable } from '../graph/walk.js';
import type { Revision } from '../revisions/revision.js';
import type { FileEdit } from '../rules/finding.js';
import { replaceId, reviseDocstring } from '../rules/identifiers.js';
import type { MendingResult, Texts } from './mending.js';

const gone = { refused: 'One of the two revisions has no file any more. Refresh, then try again.' };

/** A revision and all that stands on it. */
export function allAbove(graph: RevisionGraph, id: string): ReadonlySet<string> {
  return reachable([id], (one) => [
    ...(graph.children.get(one) ?? []),
    ...(graph.dependents.get(one) ?? []),
  ]);
}

/**
 * Puts a revision, with all that builds on it, on top of another one.
 *
 * @param id the lowest revision that moves; its one down revision is written anew
 */
export function rebase(
  graph: RevisionGraph,
  texts: Texts,
  id: string,
  onto: string,
): MendingResult {
  const revision = graph.revisions.get(id);
  const text = revision && texts.get(revision.file);
  if (!revision || text === undefined || !graph.revisions.has(onto)) return gone;
  const above = allAbove(graph, id);
  if (above.has(onto))
    return { refused: `${onto} builds on ${id}: this would close a circle. Choose another one.` };
  const [down, ...others] = revision.down;
  if (down === onto && others.length === 0) return { refused: `${id} follows ${onto} already.` };
  if (others.length > 0 || down === undefined)
    return {
      refused: `${id} has ${down === undefined ? 'no down revision' : 'several down revisions'}: write the one that you mean by hand.`,
    };
  const edits = followEdits(revision, text, onto);
  if (!edits)
    return { refused: `The down revision of ${id} is computed: write it as a plain string first.` };
  return {
    kind: 'rebase',
    title: `Rebase ${id} onto ${onto}`,
    says: [
      `${id} follows ${onto} instead of ${down}.`,
      ...(above.size > 1 ? [`${above.size - 1} more move along, as they build on it.`] : []),
    ],
    edits,
    moved: [],
    touches: [...above].flatMap((one) => graph.revisions.get(one)?.file ?? []),
  };
}

/** Points a revision at one that exists, where its down revision or dependency has no file. */
export function repoint(
  graph: RevisionGraph,
  texts: Texts,
  id: string,
  missing: string,
  target: string,
): MendingResult {
  const revision = graph.revisions.get(id);
  const text = revision && texts.get(revision.file);
  if (!revision || text === undefined || !graph.revisions.has(target)) return gone;
  const above = allAbove(graph, id);
  if (above.has(target))
    return { refused: `${target} builds on ${id}: this would close a circle. Choose another one.` };
  const { file, places } = revision;
  const place = revision.down.includes(missing) ? places.down : places.dependsOn;
  const edit = place && replaceId(file, text, place, missing, target);
  if (!edit) return { refused: `${missing} does not stand in ${id} as a plain string.` };
  return {
    kind: 'repoint',
    title: `Point ${id} at ${target}`,
    says: [`${id} follows ${target} instead of ${missing}, which no file has.`],
    edits: [edit, ...reviseDocstring(file, text, new Map([[missing, target]]))],
    moved: [],
    touches: [...above].flatMap((one) => graph.revisions.get(one)?.file ?? []),
  };
}

/** Another down revision; undefined where it has several or computes it. */
export function followEdits(
  { file, down, places }: Revision,
  text: string,
  onto: string,
): readonly FileEdit[] | undefined {
  const [old, ...others] = down;
  if (old === onto && others.length === 0) return [];
  if (old === undefined || others.length > 0 || !places.down) return undefined;
  const edit = replaceId(file, text, places.down, old, onto);
  return edit && [edit, ...reviseDocstring(file, text, new Map([[old, onto]]))];
}
