import type { RevisionGraph } from '../../graph/revision-graph.js';

/** What runs between a revision's first parent and itself, and whether all of it is there. */
export interface Lineage {
  /** The revision whose schema it starts from; undefined: from nothing. */
  readonly from: string | undefined;
  /** Other ancestors that have run by then, in the order in which Alembic runs them. */
  readonly others: readonly string[];
  /** A down revision that no file has. */
  readonly missing: string | undefined;
}

type Links = Pick<RevisionGraph, 'revisions' | 'order' | 'parents' | 'dependencies'>;

/** Finds the lineage of each revision; `order` is newest first, so a later place runs earlier. */
export class Ancestry {
  readonly #graph: Links;
  readonly #place: ReadonlyMap<string, number>;
  readonly #lineages = new Map<string, Lineage>();

  constructor(graph: Links) {
    this.#graph = graph;
    this.#place = new Map(graph.order.map((id, place) => [id, place]));
  }

  get graph(): Links {
    return this.#graph;
  }

  /** The revisions that may build on one of these, and these. */
  notBefore(ids: Iterable<string>): readonly string[] {
    const oldest = Math.max(-1, ...[...ids].map((id) => this.#placeOf(id)));
    return this.#graph.order.slice(0, oldest + 1);
  }

  lineage(id: string): Lineage {
    let lineage = this.#lineages.get(id);
    if (!lineage) this.#lineages.set(id, (lineage = this.#find(id)));
    return lineage;
  }

  #find(id: string): Lineage {
    const below = this.#below(id);
    const [from, ...rest] = [...below].sort((a, b) => this.#placeOf(b) - this.#placeOf(a));
    const others = from === undefined || rest.length === 0 ? [] : this.#beside(from, rest);
    return { from, others, missing: this.#missing(id) };
  }

  #below(id: string): readonly string[] {
    const { parents, dependencies } = this.#graph;
    const own = [...(parents.get(id) ?? []), ...(dependencies.get(id) ?? [])];
    // Children stand before what they build on: anything else is part of a cycle.
    return [...new Set(own)].filter((other) => this.#placeOf(other) > this.#placeOf(id));
  }

  #missing(id: string): string | undefined {
    const revision = this.#graph.revisions.get(id);
    if (!revision) return undefined;
    const found = this.#graph.parents.get(id)?.length ?? 0;
    if (revision.unknown.includes('down')) return 'the down revision is only known at run time';
    if (found >= revision.down.length) return undefined;
    return `no file has the down revision of ${id}`;
  }

  /** Ancestors of `rest` (and these) that are no ancestors of `from`, in the order they run in. */
  #beside(from: string, rest: readonly string[]): string[] {
    const ours = new Set<string>([from]);
    const theirs = new Set<string>(rest);
    const beside: string[] = [];
    const open = new Set<string>([from, ...rest]);
    let undecided = rest.length;
    while (undecided > 0) {
      const next = this.#newest(open);
      if (next === undefined) break;
      open.delete(next);
      const mine = ours.has(next);
      if (!mine) {
        undecided--;
        beside.push(next);
      }
      for (const below of this.#below(next)) {
        const known = open.has(below);
        const wasOurs = ours.has(below);
        (mine ? ours : theirs).add(below);
        open.add(below);
        const isOurs = ours.has(below);
        if (!known && !isOurs) undecided++;
        if (known && !wasOurs && isOurs && theirs.has(below)) undecided--;
      }
    }
    return beside.reverse();
  }

  #newest(open: ReadonlySet<string>): string | undefined {
    let best: string | undefined;
    for (const id of open)
      if (best === undefined || this.#placeOf(id) < this.#placeOf(best)) best = id;
    return best;
  }

  #placeOf(id: string): number {
    return this.#place.get(id) ?? Infinity;
  }
}
