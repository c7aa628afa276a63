import type { RevisionGraph } from './graph/revision-graph.js';
import type { AlembicProject } from './project/alembic-project.js';
import type { PackageVersions } from './project/package-versions.js';
import { allRules } from './rules/all-rules.js';
import type { Configuration } from './rules/configuration.js';
import { readEnv } from './rules/env-facts.js';
import type { Finding } from './rules/finding.js';
import { Migrations } from './rules/migrations.js';
import type { Outside } from './rules/outside.js';
import { runRules } from './rules/run-rules.js';
import { readingOf, type Unread } from './rules/unread.js';
import type { SqlParser } from './sql/sql-parser.js';

/** What is analysed: a project as it was read, and how it is to be judged. */
export interface AnalysisInput {
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  /** By file: migrations, env.py, the configuration. */
  readonly texts: ReadonlyMap<string, string>;
  readonly sql: SqlParser | undefined;
  readonly configuration: Configuration;
  /** Versions of Alembic and SQLAlchemy, as far as known. */
  readonly packages?: PackageVersions | undefined;
  /** Ids of the revisions to check. */
  readonly selected: readonly string[];
  /** Run only these rules. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What is known from git, models and databases. */
  readonly outside?: Outside | undefined;
}

/** How much of the selected revisions was read. */
export interface AnalysisCoverage {
  readonly revisions: number;
  readonly operations: number;
  readonly statements: number;
  /** Operations of which every change is known. */
  readonly understood: number;
  readonly unanalyzable: readonly (Unread & { readonly file: string })[];
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly coverage: AnalysisCoverage;
}

/** Reads the selected revisions in full, replays what they build on, and runs the rules. */
export function analyze(input: AnalysisInput): Analysis {
  const { project, graph, texts, sql, configuration, selected, only } = input;
  const migrations = new Migrations(graph, texts, sql, configuration.postgres);
  const env = readEnv(texts.get(`${project.scriptLocation}/env.py`) ?? '');
  const context = { ...input.packages, env, rowsOf: () => undefined, outside: input.outside ?? {} };
  const rules = allRules;
  const findings = runRules({ rules, only, project, migrations, selected, configuration, context });
  const read = selected.flatMap((id) => migrations.get(id) ?? []);
  const readings = read.map((migration) => ({ file: migration.file, ...readingOf(migration) }));
  const sum = (key: 'operations' | 'statements' | 'understood') =>
    readings.reduce((total, reading) => total + reading[key], 0);
  const coverage = {
    revisions: read.length,
    operations: sum('operations'),
    statements: sum('statements'),
    understood: sum('understood'),
    unanalyzable: readings.flatMap(({ file, unread }) => unread.map((one) => ({ ...one, file }))),
  };
  return { findings, coverage };
}
