import type { RevisionGraph } from '../graph/revision-graph.js';
import type { Revision } from '../revisions/revision.js';
import { applyEdits } from '../rules/apply-edits.js';
import { docstringIdentity } from '../rules/docstring.js';
import type { FileEdit } from '../rules/finding.js';
import { renameRevision, replaceId } from '../rules/identifiers.js';
import type { ProposedName } from '../naming/learn-naming.js';
import type { MendingResult } from './mending.js';

type Texts = Pick<ReadonlyMap<string, string>, 'get'>;

/**
 * Gives a revision another id and file, and writes it in all that name the old one. Of two files
 * with one id, what names the id is left with the other file, unless `follow` says that it builds on
 * this one.
 *
 * @param folder that of the file, with a separator at its end
 * @param follow ids of revisions that build on this file, where another has the same id
 * @param onto the revision that it is to follow from now on; else it stays where it is
 */
export function renumber(
  graph: RevisionGraph,
  texts: Texts,
  revision: Revision,
  name: ProposedName,
  folder: string,
  follow: ReadonlySet<string> = new Set(),
  onto?: string,
): MendingResult {
  const text = texts.get(revision.file);
  const { id } = name;
  if (text === undefined) return { refused: 'The file is gone. Refresh, then try again.' };
  if (id !== revision.revision && graph.revisions.has(id))
    return { refused: `The id ${id} is taken. Choose another one.` };
  const twin = graph.files.some(
    (other) => other !== revision && other.revision === revision.revision,
  );
  const moved = onto === undefined ? [] : followEdits(revision, text, onto);
  const named =
    id === revision.revision
      ? []
      : twin
        ? ownEdits(graph, texts, revision, id, follow)
        : renameRevision(revision, id, graph, texts);
  const edits = named && moved && [...named, ...moved];
  if (!edits)
    return {
      refused: `Some file that names ${revision.revision} computes it: write it as a plain string first.`,
    };
  const file = folder + name.fileName;
  const old = revision.file;
  const own = edits.filter((edit) => edit.file === old);
  const others = edits.filter((edit) => edit.file !== old);
  return {
    title: `Renumber ${revision.revision} to ${id}`,
    says: [
      `${baseOf(old)} becomes ${name.fileName}, with the id ${id}.`,
      ...(onto === undefined ? [] : [`It follows ${onto}.`]),
      ...(others.length > 0 ? [`${others.length} more places that name it are written anew.`] : []),
    ],
    edits:
      file === old
        ? edits
        : [
            { kind: 'create', file, text: applyEdits(text, own) },
            { kind: 'delete', file: old },
            ...others,
          ],
    touches: [revision.revision],
  };
}

/** Its own id, and the references of those that follow it. */
function ownEdits(
  graph: RevisionGraph,
  texts: Texts,
  revision: Revision,
  id: string,
  follow: ReadonlySet<string>,
): readonly FileEdit[] | undefined {
  const old = revision.revision;
  const edits: (FileEdit | undefined)[] = [];
  for (const other of graph.files) {
    const text = texts.get(other.file);
    const own = other === revision;
    if (!own && (!follow.has(other.revision) || !other.down.includes(old))) continue;
    if (text === undefined) return undefined;
    const place = own ? other.places.revision : other.places.down;
    edits.push(place && replaceId(other.file, text, place, old, id));
    const said = docstringIdentity(text)[own ? 'revision' : 'revises'];
    if (said?.text === old)
      edits.push({ kind: 'replace', file: other.file, range: said.value, text: id });
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** Another down revision; undefined where it has several or computes it. */
function followEdits(
  { file, down, places }: Revision,
  text: string,
  onto: string,
): readonly FileEdit[] | undefined {
  const [old, ...others] = down;
  if (old === onto) return [];
  const edit =
    old === undefined || others.length > 0 || !places.down
      ? undefined
      : replaceId(file, text, places.down, old, onto);
  if (!edit) return undefined;
  const said = docstringIdentity(text).revises;
  return said !== undefined && said.text === old
    ? [edit, { kind: 'replace', file, range: said.value, text: onto }]
    : [edit];
}

function baseOf(file: string): string {
  return file.split(/[\\/]/u).at(-1) ?? file;
}
