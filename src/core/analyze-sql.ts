import type { Analysis } from './analyze.js';
import type { RevisionGraph } from './graph/revision-graph.js';
import type { AlembicProject } from './project/alembic-project.js';
import { allRules } from './rules/all-rules.js';
import type { Configuration } from './rules/configuration.js';
import { readEnv } from './rules/env-facts.js';
import type { Rule } from './rules/rule.js';
import { runRules } from './rules/run-rules.js';
import { sqlMigration } from './rules/sql-migration.js';
import { standardInput } from './rules/suppressions.js';
import { readingOf } from './rules/unread.js';
import type { SqlParser } from './sql/sql-parser.js';

/** SQL text that is to be judged by itself. */
export interface SqlAnalysisInput {
  readonly text: string;
  readonly sql: SqlParser;
  readonly configuration: Configuration;
  /** Run only these rules. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Each statement is a transaction of its own; else all are one, as Alembic runs them. */
  readonly autocommit: boolean;
}

/**
 * What these speak of is a migration file: its way back, its Python, its autocommit_block(), its place
 * in the history.
 */
const ofFiles = new Set([
  'batch-recreates-table',
  'breaks-offline-mode',
  'colon-read-as-bind',
  'docstring-disagrees',
  'edited-after-apply',
  'empty-revision',
  'enum-type-left-behind',
  'enum-type-not-created',
  'enum-value-irreversible',
  'env-transaction-lost',
  'guard-ignored',
  'imports-application-code',
  'irreversible-on-purpose',
  'long-transaction',
  'missing-downgrade',
  'missing-import',
  'missing-upgrade',
  'not-idempotent-outside-transaction',
  'operation-not-reversed',
  'python-default-ignored',
  'python-syntax-error',
  'revision-id-too-long',
  'statement-before-autocommit-block',
  'unintended-drop',
  'unnamed-constraint',
  'wrong-down-revision',
]);

const speaksOfSql = ({ id, on, category }: Rule) =>
  on !== 'history' && category !== 'history' && category !== 'models' && !ofFiles.has(id);

/**
 * Runs the rules that make sense for bare SQL. Nothing is known of the schema before: tables exist
 * unless the text creates them. Findings stand in the file `<stdin>`, offsets count in the text.
 */
export function analyzeSql(input: SqlAnalysisInput): Analysis {
  const { text, sql, configuration, only, autocommit } = input;
  const { postgres } = configuration;
  const migration = sqlMigration(text, { sql, postgres, autocommit });
  const ids = allRules.filter(speaksOfSql).map(({ id }) => id);
  const findings = runRules({
    rules: allRules,
    only: new Set(ids.filter((id) => only?.has(id) ?? true)),
    project: noProject,
    migrations: {
      graph: noHistory,
      texts: new Map([[standardInput, text]]),
      postgres,
      get: () => migration,
    },
    selected: [migration.revision.revision],
    configuration,
    context: { env: readEnv(''), rowsOf: () => undefined, outside: {} },
  });
  const { operations, statements, understood, unread } = readingOf(migration);
  return {
    findings: findings.map((finding) => ({ ...finding, revision: undefined })),
    coverage: {
      revisions: 0,
      operations,
      statements,
      understood,
      unanalyzable: unread.map((one) => ({ ...one, file: standardInput })),
    },
  };
}

const noProject: AlembicProject = {
  config: standardInput,
  kind: 'ini',
  directory: '',
  scriptLocation: '',
  versionLocations: [],
  recursive: false,
  sourceless: false,
  fileTemplate: '',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
};

const noHistory: RevisionGraph = {
  revisions: new Map(),
  order: [],
  files: [],
  parents: new Map(),
  dependencies: new Map(),
  children: new Map(),
  dependents: new Map(),
  heads: [],
  bases: [],
  branchPoints: [],
  mergePoints: [],
  labels: new Map(),
  labelled: new Map(),
  latest: undefined,
  next: undefined,
  problems: [],
};
