import { findNumbering } from '../graph/numbering.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { Revision } from '../revisions/revision.js';
import type { Plan, PlanState } from './roadmap.js';

/** Whether a plan is open, done, or at odds with the history. */
export function planState({ number, doneAs }: Plan, graph: RevisionGraph): PlanState {
  if (doneAs !== undefined) {
    const revision = named(doneAs, graph)?.revision;
    return revision === undefined
      ? { kind: 'unknown', revision: doneAs }
      : { kind: 'done', revision };
  }
  const revision = named(number, graph)?.revision;
  return revision === undefined ? { kind: 'open' } : { kind: 'taken', revision };
}

/** The revision with an id, or with a number in its id or the name of its file. */
function named(name: string, graph: RevisionGraph): Revision | undefined {
  const exact = graph.revisions.get(name);
  if (exact || !/^\d+$/u.test(name)) return exact;
  const stem = ({ file }: Revision) => file.split(/[\\/]/u).at(-1)?.replace(/\.py$/u, '') ?? '';
  const ids = findNumbering([...graph.revisions.keys()]);
  const files = ids ? undefined : findNumbering(graph.files.map(stem));
  return graph.files.find(
    (revision) =>
      (ids?.valueOf(revision.revision) ?? files?.valueOf(stem(revision))) === Number(name),
  );
}
