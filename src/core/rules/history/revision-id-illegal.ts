import { fromGraph } from '../from-graph.js';

export const revisionIdIllegal = fromGraph({
  id: 'revision-id-illegal',
  title: 'The revision id has characters that no id may have',
  severity: 'error',
  help: 'Change the id, and the down revisions that name it.',
});
