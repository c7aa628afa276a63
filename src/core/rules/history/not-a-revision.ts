import { fromGraph } from '../from-graph.js';

export const notARevision = fromGraph({
  id: 'not-a-revision',
  title: 'A file in the versions folder is no revision',
  severity: 'error',
  help: 'Add the identifiers, or move the file out of the versions folder.',
});
