import type { RevisionGraph } from '../graph/revision-graph.js';

/** A line of `alembic current`. */
export interface CurrentRow {
  readonly revision: string;
  /** What Alembic prints behind it, e.g. `head`. */
  readonly labels: readonly string[];
  /** False: no file has it, and `alembic current` fails over it. */
  readonly known: boolean;
}

/**
 * What `alembic current` lists, in the order of the history: the applied revisions that none is
 * applied upon by `down_revision`, those that `depends_on` alone has brought among them.
 *
 * @param unknown rows of the version table that no file has
 */
export function currentRows(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  unknown: readonly string[],
): CurrentRow[] {
  const known = graph.order.filter(
    (id) => applied.has(id) && !graph.children.get(id)?.some((child) => applied.has(child)),
  );
  return [
    ...known.map((revision) => ({ revision, labels: labelsOf(graph, revision), known: true })),
    ...unknown.map((revision) => ({ revision, labels: [], known: false })),
  ];
}

/** The marks of Alembic's `Script.cmd_format`. */
function labelsOf(graph: RevisionGraph, id: string): string[] {
  const children = graph.children.get(id)?.length ?? 0;
  const dependents = graph.dependents.get(id)?.length ?? 0;
  const marks: readonly (readonly [string, boolean])[] = [
    ['head', children === 0 && dependents === 0],
    ['effective head', children === 0 && dependents > 0],
    ['branchpoint', children > 1],
    ['mergepoint', (graph.parents.get(id)?.length ?? 0) > 1],
  ];
  return marks.flatMap(([label, holds]) => (holds ? [label] : []));
}

/** As Alembic prints it, e.g. `059 (head)`. */
export function currentText({ revision, labels }: CurrentRow): string {
  return [revision, ...labels.map((label) => `(${label})`)].join(' ');
}
