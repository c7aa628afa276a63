import type { DatabaseState, Failure, Verification } from '../../actions/types.js';
import type { RevisionGraph } from '../../core/graph/revision-graph.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import type { Revision } from '../../core/revisions/revision.js';

/** What is known of a project's database. */
export type Connection =
  /** Not asked since the window was opened. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly state: DatabaseState }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A run of Alembic that is under way. */
export interface Running {
  /** E.g. `Applying`. */
  readonly verb: string;
  /** The revision that the user chose. */
  readonly revision: string | undefined;
}

/** Everything known about one project at one moment. */
export interface ProjectState {
  /** Stable across windows: configuration file and section. */
  readonly key: string;
  /** For people: the path in the workspace, and the section if it is not `alembic`. */
  readonly name: string;
  /** The workspace folder it was found in. */
  readonly folder: string;
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  readonly connection: Connection;
  /** How `alembic` is run, e.g. `docker compose: backend`; undefined before it was looked for. */
  readonly runner: string | undefined;
  /** Which database was chosen, e.g. `app on localhost:5432`; undefined for the project's own. */
  readonly database: string | undefined;
  /** The last verification of each revision. */
  readonly verifications: ReadonlyMap<string, Verification>;
  readonly running: Running | undefined;
}

/** Everything known about the workspace at one moment; replaced, never changed. */
export interface Analysis {
  /** False until the workspace was read once. */
  readonly ready: boolean;
  readonly trusted: boolean;
  readonly projects: readonly ProjectState[];
}

/** One revision of one project: the argument of commands. */
export interface RevisionTarget {
  readonly project: string;
  readonly revision: string;
}

/** The state of the database, once it was read. */
export function databaseOf(state: ProjectState): DatabaseState | undefined {
  return state.connection.kind === 'connected' ? state.connection.state : undefined;
}

/** Revisions that wait to be applied; undefined where that cannot be told. */
export function pendingOf(state: ProjectState): number | undefined {
  const database = databaseOf(state);
  if (database === undefined || database.unknown.length > 0) return undefined;
  return state.graph.order.filter((id) => !database.applied.has(id)).length;
}

/** The revision that a file holds, with its project; the file need not be the one that Alembic takes. */
export function revisionOfFile(
  analysis: Analysis,
  file: string,
): { readonly state: ProjectState; readonly revision: Revision } | undefined {
  for (const state of analysis.projects) {
    const revision = state.graph.files.find((candidate) => candidate.file === file);
    if (revision !== undefined) return { state, revision };
  }
  return undefined;
}
