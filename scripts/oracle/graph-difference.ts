import type { RevisionGraph } from '../../src/core/graph/revision-graph.js';
import { effectiveHeads } from '../../src/core/graph/find-revision.js';

/** What `graph.py` says of a history that Alembic loads. */
export interface LoadedHistory {
  readonly loads: true;
  readonly revisions: readonly LoadedScript[];
  readonly heads: readonly string[];
  readonly effectiveHeads: readonly string[];
  readonly bases: readonly string[];
  readonly warnings: readonly string[];
}

interface LoadedScript {
  readonly revision: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly labels: readonly string[];
  readonly message: string;
  readonly file: string;
  readonly branchPoint: boolean;
  readonly mergePoint: boolean;
}

/** Where our history and Alembic's differ, in words; nothing where they are the same. */
export function graphDifference(graph: RevisionGraph, alembic: LoadedHistory): readonly string[] {
  const { revisions } = alembic;
  const marked = (mark: 'branchPoint' | 'mergePoint') =>
    revisions.filter((script) => script[mark]).map(({ revision }) => revision);
  return [
    ...difference(
      'ids',
      [...graph.revisions.keys()],
      revisions.map(({ revision }) => revision),
    ),
    ...difference('heads', graph.heads, alembic.heads),
    ...difference('effective heads', effectiveHeads(graph), alembic.effectiveHeads),
    ...difference('bases', graph.bases, alembic.bases),
    ...difference('branch points', graph.branchPoints, marked('branchPoint')),
    ...difference('merge points', graph.mergePoints, marked('mergePoint')),
    ...revisions.flatMap((script) => scriptDifference(graph, script)),
  ];
}

function scriptDifference(graph: RevisionGraph, script: LoadedScript): readonly string[] {
  const ours = graph.revisions.get(script.revision);
  if (!ours) return [];
  const of = (what: string) => `${what} of ${script.revision}`;
  // What a stub gave can be compared with nothing.
  if (JSON.stringify(script).includes('anything')) return [];
  return [
    ...difference(of('parents'), ours.down, script.down),
    ...difference(of('dependencies'), ours.dependsOn, script.dependsOn),
    ...difference(of('branch labels'), ours.branchLabels, script.branchLabels),
    ...difference(of('all labels'), graph.labels.get(script.revision) ?? [], script.labels),
    ...difference(of('message'), [ours.message], [script.message]),
    ...difference(of('file'), [ours.file], [script.file]),
  ];
}

function difference(
  what: string,
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [a, b] = [sorted(ours), sorted(theirs)];
  return a === b ? [] : [`${what}: ours ${a}, Alembic's ${b}`];
}

function sorted(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].sort());
}
