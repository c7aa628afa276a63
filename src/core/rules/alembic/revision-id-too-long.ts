import { renameRevisions } from '../identifiers.js';
import type { Fix } from '../finding.js';
import type { HistorySubject, RuleOn } from '../rule.js';
import type { Revision } from '../../revisions/revision.js';

/** `version_num` of Alembic's version table is VARCHAR(32). */
const longest = 32;

export const revisionIdTooLong: RuleOn<'history'> = {
  id: 'revision-id-too-long',
  title: 'The revision id is longer than the version table can hold',
  category: 'alembic',
  severity: 'error',
  on: 'history',
  *check(subject, { project }) {
    const tooLong = subject.graph.files.filter(({ revision }) => revision.length > longest);
    if (tooLong.length === 0 || isWidened(subject, `${project.scriptLocation}/env.py`)) return;
    for (const revision of tooLong) {
      const { revision: id, places, file } = revision;
      const { length } = id;
      yield {
        at: { file, range: places.revision },
        message: `The revision id ${id} has ${length} characters, and version_num of the version table holds ${longest}: the run fails after upgrade() has done its work.`,
        help: 'Shorten the id, and what refers to it. Where it is applied already, since the column was widened by hand, widen it in a migration too.',
        fixes: fixes(revision, subject),
      };
    }
  },
};

/** env.py or a migration widens the column, or makes the table itself. */
const isWidened = ({ graph, texts }: HistorySubject, env: string) =>
  [env, ...graph.files.map(({ file }) => file)].some((file) =>
    /\bversion_num\b|\bversion_table_impl\b/.test(texts.get(file) ?? ''),
  );

function fixes(revision: Revision, { graph, texts }: HistorySubject): Fix[] {
  const id = shortened(revision.revision);
  if (graph.revisions.has(id)) return [];
  const edits = renameRevisions(new Map([[revision, id]]), graph, texts);
  return edits ? [{ title: `Shorten it to ${id}`, safety: 'review', edits }] : [];
}

/** Cut behind a word. */
function shortened(id: string): string {
  const cut = id.slice(0, longest);
  const [whole = ''] = /^.*(?=_)/.exec(cut) ?? [];
  return whole.length >= longest / 2 ? whole.replace(/_+$/, '') : cut;
}
