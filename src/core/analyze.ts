import type { RevisionGraph } from './graph/revision-graph.js';
import type { AlembicProject } from './project/alembic-project.js';
import type { PackageVersions } from './project/package-versions.js';
import { allRules } from './rules/all-rules.js';
import type { Configuration } from './rules/configuration.js';
import { readEnv, type EnvFacts } from './rules/env-facts.js';
import type { Finding } from './rules/finding.js';
import { Migrations } from './rules/migrations.js';
import type { Outside } from './rules/outside.js';
import { runRules, type RulesPart } from './rules/run-rules.js';
import { readingOf, type Reading, type Unread } from './rules/unread.js';
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
  /** What is checked of that now, for callers in a hurry; all of it unless told. */
  readonly part?: RulesPart | undefined;
  /** Run only these rules. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What is known from git, models and databases. */
  readonly outside?: Outside | undefined;
}

/** How much of the checked revisions was read. */
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

/** An analysis that a later one of the same project can build on. */
export interface ProjectAnalysis extends Analysis {
  /** By revision, of those that were checked. */
  readonly readings: ReadonlyMap<string, FileReading>;
  readonly memory: { readonly migrations: Migrations; readonly env: RememberedEnv };
}

/** How much of a file was read. */
export interface FileReading extends Reading {
  readonly file: string;
}

interface RememberedEnv {
  readonly text: string;
  readonly facts: EnvFacts;
}

/**
 * Reads the selected revisions in full, replays what they build on, and runs the rules. With an
 * earlier analysis of the same project as `previous`, texts that are what they were are not read
 * again, and one that was typed in is read again only as far as it changed; the result is the same.
 */
export function analyze(input: AnalysisInput, previous?: ProjectAnalysis): ProjectAnalysis {
  const { project, graph, texts, sql, configuration, selected, part, only } = input;
  const old = previous?.memory;
  const migrations = new Migrations(graph, texts, sql, configuration.postgres, old?.migrations);
  const env = readEnvOnce(texts.get(`${project.scriptLocation}/env.py`) ?? '', old?.env);
  const outside = input.outside ?? {};
  const context = { ...input.packages, env: env.facts, rowsOf: () => undefined, outside };
  const rules = allRules;
  const findings = runRules({
    rules,
    only,
    project,
    migrations,
    selected,
    part,
    configuration,
    context,
  });
  const readings = new Map(
    (part?.revisions ?? selected).flatMap((id) => {
      const migration = migrations.get(id);
      return migration ? [[id, { file: migration.file, ...readingOf(migration) }] as const] : [];
    }),
  );
  const coverage = coverageOf([...readings.values()]);
  return { findings, readings, coverage, memory: { migrations, env } };
}

/** The sum over files. */
export function coverageOf(readings: readonly FileReading[]): AnalysisCoverage {
  const sum = (key: 'operations' | 'statements' | 'understood') =>
    readings.reduce((total, reading) => total + reading[key], 0);
  return {
    revisions: readings.length,
    operations: sum('operations'),
    statements: sum('statements'),
    understood: sum('understood'),
    unanalyzable: readings.flatMap(({ file, unread }) => unread.map((one) => ({ ...one, file }))),
  };
}

const readEnvOnce = (text: string, known: RememberedEnv | undefined): RememberedEnv =>
  known?.text === text ? known : { text, facts: readEnv(text) };
