import { fromGraph } from '../from-graph.js';

export const revisionCycle = fromGraph({
  id: 'revision-cycle',
  title: 'The revisions form a cycle',
  severity: 'error',
  help: 'Set the down_revision of the revision that should come first to what precedes the cycle.',
});
