import { relative, sep } from 'node:path';
import type { AlembicProject } from '../project/alembic-project.js';
import type { RevisionGraph } from './revision-graph.js';

/** One project of the JSON that `alembic-pilot graph` prints. Paths relative, with `/`. */
export interface ProjectJson {
  readonly config: string;
  readonly section?: string;
  readonly scriptLocation: string;
  readonly versionLocations: readonly string[];
  readonly revisions: readonly RevisionJson[];
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  readonly branchPoints: readonly string[];
  readonly mergePoints: readonly string[];
  readonly latest: string | null;
  readonly next: string | null;
  readonly problems: readonly ProblemJson[];
}

/** `down`, `dependsOn` and `branchLabels` as written in the file; lines start at 1. */
export interface RevisionJson {
  readonly revision: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

export interface ProblemJson {
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
}

/** The project and its history as JSON, newest revision first; paths relative to `directory`. */
export function graphJson(
  project: AlembicProject,
  graph: RevisionGraph,
  directory: string,
): ProjectJson {
  const path = (absolute: string) => relative(directory, absolute).split(sep).join('/') || '.';
  const revisions = graph.order.flatMap((id) => graph.revisions.get(id) ?? []);
  return {
    config: path(project.config),
    ...(project.section === undefined ? {} : { section: project.section }),
    scriptLocation: path(project.scriptLocation),
    versionLocations: project.versionLocations.map(path),
    revisions: revisions.map(
      ({ revision, down, dependsOn, branchLabels, message, file, line }) => ({
        revision,
        down,
        dependsOn,
        branchLabels,
        message,
        file: path(file),
        line,
      }),
    ),
    heads: graph.heads,
    bases: graph.bases,
    branchPoints: graph.branchPoints,
    mergePoints: graph.mergePoints,
    latest: graph.latest ?? null,
    next: graph.next ?? null,
    problems: graph.problems.map(({ rule, message, file, line }) => ({
      rule,
      message,
      file: path(file),
      line,
    })),
  };
}
