import { reachable } from './walk.js';

/** The links that labels travel along. */
export interface LabelLinks {
  readonly parents: (id: string) => readonly string[];
  readonly children: (id: string) => readonly string[];
  readonly dependents: (id: string) => readonly string[];
}

/** A file that bears labels. */
export interface LabelBearer {
  readonly revision: string;
  readonly labels: readonly string[];
  /** Its own, resolved. */
  readonly parents: readonly string[];
  /** True where another file with the same id counts instead of it. */
  readonly displaced: boolean;
}

/**
 * The labels that hold for each revision: a label holds for the revision that bears it and all its
 * descendants; where these form one line without branch and merge point, also for the revisions
 * before it, up to the next branch or merge point (`RevisionMap._add_branches`). A displaced file
 * has no descendants, but still marks what stands before it.
 */
export function spreadLabels(
  bearers: readonly LabelBearer[],
  links: LabelLinks,
): ReadonlyMap<string, readonly string[]> {
  const holding = new Map<string, Set<string>>();
  const add = (id: string, labels: readonly string[]): void => {
    const held = holding.get(id) ?? new Set<string>();
    labels.forEach((label) => held.add(label));
    holding.set(id, held);
  };
  const stops = (id: string): boolean =>
    links.children(id).length + links.dependents(id).length > 1 || links.parents(id).length > 1;

  for (const { revision, labels, parents, displaced } of bearers) {
    const line = displaced ? new Set<string>() : reachable([revision], links.children);
    for (const id of line) add(id, labels);
    if (parents.length > 1 || [...line].some(stops)) continue;
    const seen = new Set<string>();
    let above = parents[0];
    while (above !== undefined && !stops(above) && !seen.has(above)) {
      seen.add(above);
      add(above, labels);
      above = links.parents(above)[0];
    }
  }
  return new Map([...holding].map(([id, labels]) => [id, [...labels]]));
}
