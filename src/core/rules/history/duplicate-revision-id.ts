import { fromGraph } from '../from-graph.js';

export const duplicateRevisionId = fromGraph({
  id: 'duplicate-revision-id',
  title: 'Two files have one revision id',
  severity: 'error',
  help: 'Give one of the two an id of its own, and change the down revisions that mean it.',
});
