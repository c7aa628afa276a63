import { withAncestors } from '../graph/find-revision.js';
import type { RevisionGraph } from '../graph/revision-graph.js';
import { upgradeSteps, versionRows } from '../graph/runs.js';

/** One command for a database; `revision` undefined: before the first one. */
export type DatabaseStep =
  | { readonly do: 'stamp'; readonly revision: string | undefined; readonly purge: boolean }
  | { readonly do: 'upgrade'; readonly revision: string };

/**
 * What brings a database to a mended history, in order: what it has is stamped, what it lacks
 * beneath is run. Nothing where its version table says the right thing already.
 *
 * @param graph the history as it is after mending
 * @param has revisions whose changes the database has, by their ids after mending
 * @param rows of its version table, as they are
 */
export function databaseSteps(
  graph: RevisionGraph,
  has: ReadonlySet<string>,
  rows: readonly string[],
): readonly DatabaseStep[] {
  const needed = withAncestors(graph, has);
  const whole = new Set([...has].filter((id) => isSubset(withAncestors(graph, [id]), has)));
  const start = versionRows(graph, whole);
  const lacking = needed.size > has.size;
  if (!lacking && start.length === rows.length && start.every((id) => rows.includes(id))) return [];
  const [first, ...others] = start;
  const stamps = [
    { do: 'stamp' as const, revision: first, purge: true },
    ...others.map((revision) => ({ do: 'stamp' as const, revision, purge: false })),
  ];
  const rest = upgradeSteps(graph, whole, [...needed]).map((revision) =>
    has.has(revision)
      ? { do: 'stamp' as const, revision, purge: false }
      : { do: 'upgrade' as const, revision },
  );
  return [...stamps, ...rest.filter((step, at) => !coveredBy(graph, step, rest[at + 1]))];
}

/** The next command does the same to a later revision of the same line. */
function coveredBy(
  graph: RevisionGraph,
  step: { readonly do: string; readonly revision: string },
  next: { readonly do: string; readonly revision: string } | undefined,
): boolean {
  return next?.do === step.do && withAncestors(graph, [next.revision]).has(step.revision);
}

const isSubset = (part: ReadonlySet<string>, whole: ReadonlySet<string>) =>
  [...part].every((id) => whole.has(id));

/** What a person would type for a step. */
export function stepText(step: DatabaseStep): string {
  if (step.do === 'upgrade') return `alembic upgrade ${step.revision}`;
  return `alembic stamp ${step.purge ? '--purge ' : ''}${step.revision ?? 'base'}`;
}
