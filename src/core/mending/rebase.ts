import type { RevisionGraph } from '../graph/revision-graph.js';
import { reachable } from '../graph/walk.js';
import { docstringIdentity } from '../rules/docstring.js';
import type { FileEdit } from '../rules/finding.js';
import { replaceId } from '../rules/identifiers.js';
import type { MendingResult } from './mending.js';

type Texts = Pick<ReadonlyMap<string, string>, 'get'>;

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
  if (!revision || text === undefined || !graph.revisions.has(onto))
    return { refused: 'One of the two revisions has no file any more. Refresh, then try again.' };
  const above = reachable([id], (one) => [
    ...(graph.children.get(one) ?? []),
    ...(graph.dependents.get(one) ?? []),
  ]);
  if (above.has(onto))
    return { refused: `${onto} builds on ${id}: this would close a circle. Choose another one.` };
  const [down, ...others] = revision.down;
  if (down === onto) return { refused: `${id} follows ${onto} already.` };
  if (others.length > 0 || down === undefined || !revision.places.down)
    return {
      refused: `${id} has ${down === undefined ? 'no down revision' : 'several down revisions'}: write the one that you mean by hand.`,
    };
  const edit = replaceId(revision.file, text, revision.places.down, down, onto);
  if (!edit)
    return { refused: `The down revision of ${id} is computed: write it as a plain string first.` };
  return {
    title: `Rebase ${id} onto ${onto}`,
    says: [
      `${id} follows ${onto} instead of ${down}.`,
      ...(above.size > 1 ? [`${above.size - 1} more move along, as they build on it.`] : []),
    ],
    edits: [edit, ...docstring(revision.file, text, down, onto)],
    touches: [id],
  };
}

/** Points a revision at one that exists, where its down revision has no file. */
export function repoint(
  graph: RevisionGraph,
  texts: Texts,
  id: string,
  missing: string,
  target: string,
): MendingResult {
  const revision = graph.revisions.get(id);
  const text = revision && texts.get(revision.file);
  if (!revision || text === undefined || !graph.revisions.has(target))
    return { refused: 'One of the two revisions has no file any more. Refresh, then try again.' };
  const { file, places } = revision;
  const place = revision.down.includes(missing) ? places.down : places.dependsOn;
  const edit = place && replaceId(file, text, place, missing, target);
  if (!edit) return { refused: `${missing} does not stand in ${id} as a plain string.` };
  return {
    title: `Point ${id} at ${target}`,
    says: [`${id} follows ${target} instead of ${missing}, which no file has.`],
    edits: [edit, ...docstring(file, text, missing, target)],
    touches: [id],
  };
}

function docstring(file: string, text: string, from: string, to: string): readonly FileEdit[] {
  const said = docstringIdentity(text).revises;
  if (!said?.text.split(/,\s*/u).includes(from)) return [];
  const parts = said.text.split(/(,\s*)/u).map((part) => (part === from ? to : part));
  return [{ kind: 'replace', file, range: said.value, text: parts.join('') }];
}
