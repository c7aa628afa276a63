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

/** Gives a revision another id, in its file and in all that name it; undefined where it cannot. */
export function renameRevision(
  revision: Revision,
  id: string,
  graph: RevisionGraph,
  texts: Pick<ReadonlyMap<string, string>, 'get'>,
): readonly FileEdit[] | undefined {
  const old = revision.revision;
  const edits: (FileEdit | undefined)[] = [];
  for (const other of graph.files) {
    const { file, places, down, dependsOn } = other;
    const text = texts.get(file);
    const own = other === revision;
    if (!own && !down.includes(old) && !dependsOn.includes(old)) continue;
    if (text === undefined) return undefined;
    const replace = (range: SourceRange | undefined) =>
      range && replaceId(file, text, range, old, id);
    if (own) edits.push(replace(places.revision));
    if (down.includes(old)) edits.push(replace(places.down));
    if (dependsOn.includes(old)) edits.push(replace(places.dependsOn));
    const said = docstringIdentity(text)[own ? 'revision' : 'revises'];
    if (said?.text === old) edits.push({ kind: 'replace', file, range: said.value, text: id });
  }
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}
