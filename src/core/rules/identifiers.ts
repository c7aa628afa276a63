/** Edits of the identifiers of revisions. */
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { SourceRange } from '../python/value.js';
import type { Revision } from '../revisions/revision.js';
import { docstringIdentity } from './docstring.js';
import type { FileEdit } from './finding.js';

/**
 * Writes another id where a string literal names one, inside the value of an identifier. Undefined
 * where it does not stand there as one literal, e.g. since the file computes it.
 */
export function replaceId(
  file: string,
  text: string,
  range: SourceRange,
  from: string,
  to: string,
): FileEdit | undefined {
  const value = text.slice(range.from, range.to);
  const [first, second] = ["'", '"'].flatMap((quote) => {
    const literal = quote + from + quote;
    const at = value.indexOf(literal);
    return at < 0 || value.includes(literal, at + 1) ? [] : [at + 1];
  });
  if (first === undefined || second !== undefined || /['"\\\n]/.test(to)) return undefined;
  const at = range.from + first;
  return { kind: 'replace', file, range: { from: at, to: at + from.length }, text: to };
}

/** Writes other ids in the line `Revises: …` of a docstring, where it names the old ones. */
export function reviseDocstring(
  file: string,
  text: string,
  ids: ReadonlyMap<string, string>,
): readonly FileEdit[] {
  const said = docstringIdentity(text).revises;
  if (!said) return [];
  const parts = said.text.split(/(,\s*)/u).map((part) => ids.get(part) ?? part);
  const revised = parts.join('');
  return revised === said.text ? [] : [{ kind: 'replace', file, range: said.value, text: revised }];
}

/**
 * Gives revisions other ids, in their files and in all that name them; undefined where some file
 * computes what it names.
 *
 * @param means whether a file means this revision by its id, where several files have that id
 */
export function renameRevisions(
  ids: ReadonlyMap<Revision, string>,
  graph: RevisionGraph,
  texts: Pick<ReadonlyMap<string, string>, 'get'>,
  means: (file: Revision, revision: Revision) => boolean = () => true,
): readonly FileEdit[] | undefined {
  const edits: (FileEdit | undefined)[] = [];
  for (const other of graph.files) {
    const { file, places, down, dependsOn } = other;
    const text = texts.get(file);
    const replace = (range: SourceRange | undefined, from: string, to: string) =>
      text === undefined || !range ? undefined : replaceId(file, text, range, from, to);
    const named = new Map<string, string>();
    for (const [{ revision: old }, id] of [...ids].filter(([one]) => means(other, one))) {
      if (down.includes(old)) edits.push(replace(places.down, old, id));
      if (dependsOn.includes(old)) edits.push(replace(places.dependsOn, old, id));
      if (down.includes(old)) named.set(old, id);
    }
    if (text !== undefined) edits.push(...reviseDocstring(file, text, named));
    const own = ids.get(other);
    if (own === undefined) continue;
    edits.push(replace(places.revision, other.revision, own));
    const said = text === undefined ? undefined : docstringIdentity(text).revision;
    if (said?.text === other.revision)
      edits.push({ kind: 'replace', file, range: said.value, text: own });
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}
