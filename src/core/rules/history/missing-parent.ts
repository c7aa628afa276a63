import { fromGraph } from '../from-graph.js';

export const missingParent = fromGraph({
  id: 'missing-parent',
  title: 'The down revision is in no file',
  severity: 'error',
  help: 'Point it at the revision that this one follows; if its file was deleted, restore it: `git log --diff-filter=D -- <versions folder>` shows by whom.',
});
