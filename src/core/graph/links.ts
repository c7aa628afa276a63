import type { Revision } from '../revisions/revision.js';
import type { Nodes } from './nodes.js';
import type { References, Resolved } from './references.js';

/** Ids by id. */
export type IdsById = ReadonlyMap<string, readonly string[]>;

/** What the revisions of a history point at, both ways. */
export interface Links {
  /** Of any file, displaced ones included. */
  readonly resolved: ReadonlyMap<Revision, Resolved>;
  readonly parents: IdsById;
  readonly dependencies: IdsById;
  readonly children: IdsById;
  readonly dependents: IdsById;
}

/** Links the revisions of a history. References that lead nowhere are left out. */
export function linkNodes(nodes: Nodes, references: References): Links {
  const resolved = new Map(nodes.files.map((file) => [file, references.resolve(file)]));
  const of = (files: Iterable<Revision>, kind: keyof Resolved) =>
    [...files].map((file) => [file.revision, resolved.get(file)?.[kind] ?? []] as const);
  const live = [...nodes.live.values()];
  // Alembic goes through its map by id and by label, and so meets displaced files that have labels.
  const met = [...live, ...nodes.displaced.filter(({ branchLabels }) => branchLabels.length > 0)];
  return {
    resolved,
    parents: new Map(of(live, 'parents')),
    dependencies: new Map(of(live, 'dependencies')),
    children: reversed(nodes.live.keys(), of(met, 'parents')),
    dependents: reversed(nodes.live.keys(), of(met, 'dependencies')),
  };
}

function reversed(
  ids: Iterable<string>,
  links: Iterable<readonly [string, readonly string[]]>,
): IdsById {
  const back = new Map<string, Set<string>>([...ids].map((id) => [id, new Set()]));
  for (const [id, targets] of links) for (const target of targets) back.get(target)?.add(id);
  return new Map([...back].map(([id, set]) => [id, [...set]]));
}

/** Looks up ids; none for an id that is not there. */
export function lookup(links: IdsById): (id: string) => readonly string[] {
  return (id) => links.get(id) ?? [];
}
