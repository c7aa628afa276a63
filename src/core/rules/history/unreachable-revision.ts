import { readRevision } from '../../revisions/read-revision.js';
import { stemOf } from '../numbers.js';
import { relativeTo } from '../relative-to.js';
import type { RuleOn } from '../rule.js';

export const unreachableRevision: RuleOn<'history'> = {
  id: 'unreachable-revision',
  title: 'A migration lies where Alembic does not look',
  category: 'history',
  severity: 'warning',
  on: 'history',
  *check({ graph }, { project, outside }) {
    const unread = [...(outside.unreadFolders ?? [])].flatMap(([file, text]) => {
      const read = readRevision(file, text);
      return 'revision' in read ? [read.revision] : [];
    });
    // So many are no oversight: another program, or env.py, knows of them.
    if (unread.length * 2 > graph.files.length) return;
    for (const { file, revision, down, places } of unread) {
      // What was put aside on purpose stands in no relation to what is in use.
      const follows = down.find((id) => graph.revisions.has(id));
      const missed = graph.problems.some(({ reference }) => reference === revision);
      if ((follows === undefined && !missed) || graph.revisions.has(revision)) continue;
      const folder = relativeTo(project.directory, file).replace(/\/[^/]*$/, '');
      const why = missed ? 'another revision builds on it' : `it follows ${follows ?? ''}`;
      yield {
        at: { file, range: places.revision },
        message: `Alembic does not read the folder ${folder}, so ${stemOf(file)} never runs, though ${why}.`,
        help: 'Move the file into the versions folder, or name its folder in version_locations.',
      };
    }
  },
};
