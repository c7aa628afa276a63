import { lookup } from './links.js';
import { withAncestors } from './find-revision.js';
import type { RevisionGraph } from './revision-graph.js';
import { reachable } from './walk.js';

/** A line of descent that is being followed down: where it stands, and all that is below. */
interface Line {
  head: string;
  below: Set<string>;
}

/**
 * Revisions in the order in which Alembic undoes them, newest first; upgrades run the reverse. It
 * follows one line down as far as it can, turns to another where that one stands on the revision
 * that is next, and at a merge goes on with the first parent (`RevisionMap._topological_sort`).
 * Alembic's own order is not settled where one revision has several dependencies.
 *
 * @param chosen the revisions to order
 * @param from where to start: the targets of an upgrade, the version rows of a downgrade
 */
export function runOrder(
  graph: RevisionGraph,
  chosen: ReadonlySet<string>,
  from: readonly string[],
): readonly string[] {
  const starts = new Set(from.filter((id) => chosen.has(id)));
  const lines: Line[] = [...graph.revisions.keys()]
    .filter((id) => starts.has(id))
    .map((head) => ({ head, below: withAncestors(graph, [head]) }));
  const order = new Set<string>();
  let position = 0;
  // In a history with a cycle two lines may wait for each other for ever.
  let patience = (chosen.size + 1) * (lines.length + 8);
  for (let line = lines[position]; line && patience-- > 0; line = lines[position]) {
    const { head } = line;
    const first = lines.findIndex((other, index) => index !== position && other.below.has(head));
    if (first >= 0) {
      position = first;
      continue;
    }
    if (chosen.has(head)) order.add(head);
    const { parents, dependencies } = standsOn(graph, head);
    const busy = new Set(lines.map((other) => other.head));
    const [next, ...more] = [...new Set([...parents, ...dependencies])].filter(
      (id) => chosen.has(id) && !order.has(id) && !busy.has(id),
    );
    if (next === undefined) {
      lines.splice(position, 1);
      position = Math.max(position - 1, 0);
      continue;
    }
    line.head = next;
    if (parents.length === 1 && dependencies.length === 0) line.below.delete(head);
    else line.below = withAncestors(graph, [next]);
    lines.push(...more.map((id) => ({ head: id, below: withAncestors(graph, [id]) })));
  }
  if (order.size === chosen.size) return [...order];
  return graph.order.filter((id) => chosen.has(id));
}

/** Parents, and the dependencies that no ancestor has already. */
function standsOn(
  graph: RevisionGraph,
  id: string,
): { readonly parents: readonly string[]; readonly dependencies: readonly string[] } {
  const parents = lookup(graph.parents)(id);
  const own = lookup(graph.dependencies)(id);
  if (own.length === 0) return { parents, dependencies: own };
  const ancestors = reachable(parents, lookup(graph.parents));
  const inherited = new Set([...ancestors].flatMap(lookup(graph.dependencies)));
  return { parents, dependencies: own.filter((dependency) => !inherited.has(dependency)) };
}
