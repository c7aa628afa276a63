import { basename } from 'node:path';
import type { Problem, Revision } from '../revisions/revision.js';
import type { Nodes } from './nodes.js';
import type { ProblemAt } from './problem-at.js';

/** What Alembic warns of or raises while it reads ids and labels. */
export function identityProblems(nodes: Nodes, at: ProblemAt): readonly Problem[] {
  return [
    ...nodes.displaced.flatMap((earlier) => duplicate(nodes, earlier, at)),
    ...nodes.clashes.map(({ label, revision, owner }) =>
      at(
        'branch-label-taken',
        revision,
        'branchLabels',
        `branch label "${label}" of ${revision.revision} is already used by revision ${owner}, so every alembic command fails.`,
      ),
    ),
    ...nodes.files.flatMap((revision) => unknown(revision, at)),
  ];
}

function duplicate(nodes: Nodes, earlier: Revision, at: ProblemAt): readonly Problem[] {
  const winner = nodes.live.get(earlier.revision);
  if (!winner) return [];
  const id = earlier.revision;
  const story = `Alembic runs only ${basename(winner.file)}, never ${basename(earlier.file)}, and counts ${id} as a head of its own, so "upgrade head" fails.`;
  return [earlier, winner].map((revision, index) => {
    const other = index === 0 ? winner : earlier;
    return at(
      'duplicate-revision-id',
      revision,
      'revision',
      `revision "${id}" is also the id of ${basename(other.file)}. ${story}`,
    );
  });
}

const variables = { down: 'down_revision', dependsOn: 'depends_on', branchLabels: 'branch_labels' };

function unknown(revision: Revision, at: ProblemAt): readonly Problem[] {
  return revision.unknown.map((place) =>
    at(
      'unanalyzable',
      revision,
      place,
      `${variables[place]} of ${revision.revision} is computed when the file runs; without running it, the history is drawn as if it were not there.`,
    ),
  );
}

/** A cycle of revisions, `ids` in no order; `edge` gives what a revision waits for. */
export function cycleProblem(
  ids: readonly string[],
  kind: 'down_revision' | 'depends_on',
  edge: (id: string) => readonly string[],
  live: ReadonlyMap<string, Revision>,
  at: ProblemAt,
): readonly Problem[] {
  const path = walkCycle(ids, edge);
  const start = live.get(path[0] ?? '');
  if (!start) return [];
  const place = kind === 'down_revision' ? 'down' : 'dependsOn';
  const shown = path.length > 8 ? [...path.slice(0, 7), '…'] : path;
  const way = [...shown, path[0]].join(' -> ');
  const message =
    path.length === 1
      ? `${kind} of ${path[0] ?? ''} names the revision itself, so every alembic command fails.`
      : `The revisions form a cycle (${way}): none of them can run first, so every alembic command fails.`;
  return [at('revision-cycle', start, place, message)];
}

/** One way round inside a strongly connected set, from its first id by name. */
function walkCycle(
  ids: readonly string[],
  edge: (id: string) => readonly string[],
): readonly string[] {
  const inside = new Set(ids);
  const first = [...ids].sort()[0] ?? '';
  const path = [first];
  const seen = new Map([[first, 0]]);
  for (let id = first; ;) {
    const following = edge(id).find((target) => inside.has(target));
    if (following === undefined) return path;
    const back = seen.get(following);
    if (back !== undefined) return path.slice(back);
    seen.set(following, path.length);
    path.push(following);
    id = following;
  }
}

/**
 * Several heads are a problem unless labels tell them apart (one may go without: the trunk). Nothing
 * is said where a label or a down revision is only known when its file runs.
 */
export function headsProblem(
  heads: readonly string[],
  labels: ReadonlyMap<string, readonly string[]>,
  live: ReadonlyMap<string, Revision>,
  at: ProblemAt,
): readonly Problem[] {
  const unsure = ({ unknown }: Revision) =>
    unknown.includes('branchLabels') || unknown.includes('down');
  if (heads.length < 2 || [...live.values()].some(unsure)) return [];
  const uses = new Map<string, number>();
  for (const head of heads)
    for (const label of labels.get(head) ?? []) uses.set(label, (uses.get(label) ?? 0) + 1);
  const unnamed = heads.filter((head) => !labels.get(head)?.some((label) => uses.get(label) === 1));
  const last = live.get(unnamed.at(-1) ?? '');
  if (unnamed.length < 2 || !last) return [];
  const shown = unnamed.slice(0, 6).join(', ') + (unnamed.length > 6 ? ', …' : '');
  const message = `The history has ${heads.length} heads that no branch label tells apart (${shown}): "alembic upgrade head" fails until they are merged or one is put on top of the other.`;
  return [at('multiple-heads', last, 'revision', message)];
}
