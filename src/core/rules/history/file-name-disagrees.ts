import type { Revision } from '../../revisions/revision.js';
import { stemOf } from '../numbers.js';
import type { RuleOn } from '../rule.js';

export const fileNameDisagrees: RuleOn<'history'> = {
  id: 'file-name-disagrees',
  title: "The name of the file lacks the revision's id",
  category: 'history',
  severity: 'hint',
  on: 'history',
  *check({ graph }) {
    const others = graph.files.filter((revision) => !named(revision));
    const conventional = graph.files.length - others.length;
    if (conventional < 3 || others.length * 4 > graph.files.length) return;
    for (const { revision, file, places } of others)
      yield {
        at: { file, range: places.revision },
        message: `The file is called ${stemOf(file)}, but its revision is ${revision}; the other files have their id in their name.`,
        help: `Rename the file, e.g. to ${suggested(stemOf(file), revision)}.py; Alembic goes by the variable alone.`,
      };
  },
};

/** The id stands in the name as a word, or the name begins with the beginning of it. */
function named({ file, revision }: Revision): boolean {
  const stem = stemOf(file);
  const [first = ''] = stem.split(/[_-]/, 1);
  if (first.length >= 4 && revision.startsWith(first)) return true;
  const at = stem.indexOf(revision);
  const ends = (char: string | undefined) => char === undefined || /[^A-Za-z\d]/.test(char);
  return at >= 0 && ends(stem[at - 1]) && ends(stem[at + revision.length]);
}

/** The id, and what of the name is no id. */
function suggested(stem: string, id: string): string {
  const slug = stem.replace(/^(?:\d+|[\da-f]{8,})(?:[_-]|$)/, '');
  return slug === '' ? id : `${id}_${slug}`;
}
