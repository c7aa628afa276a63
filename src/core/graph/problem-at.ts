import type { Problem, Revision } from '../revisions/revision.js';
import type { LoadedFile } from './revision-graph.js';

/** Makes a problem at an identifier of a revision. */
export type ProblemAt = (
  rule: string,
  revision: Revision,
  place: keyof Revision['places'],
  message: string,
) => Problem;

/** Problems of these files: the line is counted in their text, where the identifier stands. */
export function problemsIn(loaded: readonly LoadedFile[]): ProblemAt {
  const texts = new Map(loaded.map(({ file, text }) => [file, text]));
  return (rule, revision, place, message) => {
    const range = revision.places[place];
    const { file, line } = revision;
    if (!range || place === 'revision')
      return { rule, message, file, line, ...(range && { range }) };
    const before = texts.get(file)?.slice(0, range.from);
    const found = before === undefined ? line : before.split(/\r\n|\r|\n/).length;
    return { rule, message, file, line: found, range };
  };
}
