import { fromGraph } from '../from-graph.js';
import { pointAt } from '../follow.js';

export const partialDownRevision = fromGraph({
  id: 'partial-down-revision',
  title: 'The down revision is abbreviated',
  severity: 'error',
  help: 'Write the whole id.',
  details(found) {
    const { graph } = found.subject;
    const { reference = '' } = found.problem;
    const meant = [...graph.revisions.keys()].filter((id) => id.startsWith(reference));
    const [id] = graph.labelled.has(reference) ? [graph.labelled.get(reference)] : meant;
    return { fixes: id === undefined ? [] : pointAt(found, id, 'safe') };
  },
});
