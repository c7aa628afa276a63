import type { ReadRevision } from '../revisions/read-revision.js';
import type { Problem, Revision } from '../revisions/revision.js';

/** The history of one project by Alembic's own rules, built without running anything. */
export interface RevisionGraph {
  /** By id, in load order; of two files with one id the later stands here, as in Alembic. */
  readonly revisions: ReadonlyMap<string, Revision>;
  /** Newest first: a child always stands before its parents and dependencies. */
  readonly order: readonly string[];
  /** Every file, duplicates included, in load order. */
  readonly files: readonly Revision[];
  /** Ids of down revisions and dependencies, labels resolved; only those that exist. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Children by down revision. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Revisions whose `depends_on` names this one. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** By down revisions alone, as `alembic heads` and `upgrade head` see them. */
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  readonly branchPoints: readonly string[];
  readonly mergePoints: readonly string[];
  /** All labels that hold for a revision, inherited ones included. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** The revision that bears a label in its file, by label. */
  readonly labelled: ReadonlyMap<string, string>;
  /** By the project's numbering; where ids are no numbers, the only head or undefined. */
  readonly latest: string | undefined;
  /** Next number in the project's own format, e.g. `060`; undefined where ids are hashes. */
  readonly next: string | undefined;
  readonly problems: readonly Problem[];
}

/** A file of a version location as it was read. */
export interface LoadedFile {
  /** Absolute, links resolved, as Alembic takes it. */
  readonly file: string;
  /** What the offsets in `reading` count in; kept to tell the line of a problem. */
  readonly text: string;
  readonly reading: ReadRevision;
}
