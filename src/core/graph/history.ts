import type { Revision } from '../revisions/revision.js';
import type { RevisionGraph } from './revision-graph.js';

export type RevisionFlag = 'head' | 'branch point' | 'merge point';
export type AppliedState = 'current' | 'applied' | 'pending';

export interface HistoryRow {
  readonly revision: Revision;
  readonly flags: readonly RevisionFlag[];
  /** Undefined while no database was asked. */
  readonly state: AppliedState | undefined;
}

/** What of the database's state a history needs. */
export interface Applied {
  readonly current: readonly string[];
  readonly applied: ReadonlySet<string>;
}

/** The history, newest first, with the marks of `alembic history --indicate-current`. */
export function historyRows(graph: RevisionGraph, applied: Applied | undefined): HistoryRow[] {
  const marks: readonly (readonly [RevisionFlag, ReadonlySet<string>])[] = [
    ['head', new Set(graph.heads)],
    ['branch point', new Set(graph.branchPoints)],
    ['merge point', new Set(graph.mergePoints)],
  ];
  return graph.order.flatMap((id) => {
    const revision = graph.revisions.get(id);
    if (!revision) return [];
    const flags = marks.filter(([, ids]) => ids.has(id)).map(([flag]) => flag);
    return [{ revision, flags, state: applied && stateOf(id, applied) }];
  });
}

function stateOf(id: string, { current, applied }: Applied): AppliedState {
  if (current.includes(id)) return 'current';
  return applied.has(id) ? 'applied' : 'pending';
}
