import { reachable } from './walk.js';

/** The links that labels travel along. */
export interface LabelLinks {
  readonly parents: (id: string) => readonly string[];
  readonly children: (id: string) => readonly string[];
  readonly dependents: (id: string) => readonly string[];
}

/**
 * The labels that hold for each revision: a label holds for the revision that bears it and all its
 * descendants; where these form one line without branch and merge point, also for the revisions
 * before it, up to the next branch or merge point (`RevisionMap._add_branches`).
 */
export function spreadLabels(
  bearers: readonly { readonly revision: string; readonly labels: readonly string[] }[],
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

  for (const { revision, labels } of bearers) {
    const descendants = reachable([revision], links.children);
    for (const id of descendants) add(id, labels);
    if ([...descendants].some(stops)) continue;
    const seen = new Set<string>();
    let above = links.parents(revision)[0];
    while (above !== undefined && !stops(above) && !seen.has(above)) {
      seen.add(above);
      add(above, labels);
      above = links.parents(above)[0];
    }
  }
  return new Map([...holding].map(([id, labels]) => [id, [...labels]]));
}
