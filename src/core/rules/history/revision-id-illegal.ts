import { fromGraph } from '../from-graph.js';
import { renameRevisions } from '../identifiers.js';

export const revisionIdIllegal = fromGraph({
  id: 'revision-id-illegal',
  title: 'The revision id has characters that no id may have',
  severity: 'error',
  help: 'Change the id, and what refers to it; where it is applied already, change it in the version table too.',
  details({ revision, subject }) {
    const id = revision?.revision.replace(/[@+:-]+/g, '_').replace(/^_+(?=.)/, '');
    if (!revision || id === undefined || subject.graph.revisions.has(id)) return {};
    const edits = renameRevisions(new Map([[revision, id]]), subject.graph, subject.texts);
    return edits ? { fixes: [{ title: `Rename it to ${id}`, safety: 'review', edits }] } : {};
  },
});
