import { nearestFree, pointAt } from '../follow.js';
import { fromGraph } from '../from-graph.js';

export const dependsOnUnknown = fromGraph({
  id: 'depends-on-unknown',
  title: 'depends_on names nothing that there is',
  severity: 'error',
  help: 'Write the id or the branch label of a revision of this project, or remove the entry.',
  details(found) {
    return { fixes: nearestFree(found).flatMap((id) => pointAt(found, id, 'review')) };
  },
});
