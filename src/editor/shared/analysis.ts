import type { Roadmap } from '../../actions/roadmap.js';
import type { Selection } from '../../actions/select-revisions.js';
import type { DatabaseState, Failure, Verification } from '../../actions/types.js';
import type { AnalysisCoverage } from '../../core/analyze.js';
import type { RevisionGraph } from '../../core/graph/revision-graph.js';
import type { NextNumber } from '../../core/naming/next-name.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import type { Revision } from '../../core/revisions/revision.js';
import type { Finding } from '../../core/rules/finding.js';

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
  /** The planned migrations; undefined before they were read, and where there is no table. */
  readonly roadmap?: Roadmap | undefined;
  /** Latest and next number, aware of other branches; undefined where names have none. */
  readonly numbers?: NextNumber | undefined;
}

/** What the rules say of one project at one moment. */
export interface ProjectChecks {
  /** By file; an array stays the same while the findings do. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** The texts that the ranges count in. */
  readonly texts: ReadonlyMap<string, string>;
  /** What is checked besides the open files. */
  readonly selection: Selection;
  readonly coverage: AnalysisCoverage;
  /** The major version that is checked for. */
  readonly postgres: number;
}

/** Everything known about the workspace at one moment; replaced, never changed. */
export interface Analysis {
  /** False until the workspace was read once. */
  readonly ready: boolean;
  readonly trusted: boolean;
  readonly projects: readonly ProjectState[];
  /** By project; it follows every keystroke, so it has an event of its own. */
  readonly checks: ReadonlyMap<string, ProjectChecks>;
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

/** What the rules say of a file, each finding once, with the text that its range counts in. */
export function findingsOfFile(
  { checks }: Analysis,
  file: string,
): { readonly findings: readonly Finding[]; readonly text: string | undefined } {
  const found = [...checks.values()].filter(({ findings }) => findings.has(file));
  const [first, ...others] = found.map(({ findings }) => findings.get(file) ?? []);
  const known = new Set(first?.map(keyOf));
  const more = others.flat().filter((finding) => !known.has(keyOf(finding)));
  const text = [...checks.values()].find(({ texts }) => texts.has(file))?.texts.get(file);
  return { findings: [...(first ?? []), ...more], text };
}

const keyOf = ({ rule, range, message }: Finding) => `${rule} ${range.from} ${range.to} ${message}`;
