import { fromGraph } from '../from-graph.js';

export const branchLabelTaken = fromGraph({
  id: 'branch-label-taken',
  title: 'Two revisions bear one branch label',
  severity: 'error',
  help: 'Rename one of the two branch labels, and what refers to it.',
});
