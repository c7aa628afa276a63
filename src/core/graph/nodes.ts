import type { Revision } from '../revisions/revision.js';

/** The files of a history by id and by label, as Alembic's revision map holds them. */
export interface Nodes {
  /** In load order. */
  readonly files: readonly Revision[];
  /** The file that counts for an id: the later one of duplicates. */
  readonly live: ReadonlyMap<string, Revision>;
  /** Files that another one with the same id has displaced. */
  readonly displaced: readonly Revision[];
  /** The revision that bears a label; the first of several. */
  readonly labelled: ReadonlyMap<string, string>;
  /** Labels that cannot be used, since a revision or another label has that name. */
  readonly clashes: readonly {
    readonly label: string;
    readonly revision: Revision;
    readonly owner: string;
  }[];
}

/** Sorts files into nodes. */
export function collectNodes(files: readonly Revision[]): Nodes {
  const live = new Map<string, Revision>();
  const displaced: Revision[] = [];
  for (const revision of files) {
    const earlier = live.get(revision.revision);
    if (earlier) displaced.push(earlier);
    live.set(revision.revision, revision);
  }
  const labelled = new Map<string, string>();
  const clashes: { label: string; revision: Revision; owner: string }[] = [];
  for (const revision of files)
    for (const label of revision.branchLabels) {
      const owner = live.get(label)?.revision ?? labelled.get(label);
      if (owner === undefined) labelled.set(label, revision.revision);
      else clashes.push({ label, revision, owner });
    }
  return { files, live, displaced, labelled, clashes };
}
