import { analyze, type Analysis } from '../core/analyze.js';
import { projectCode, type ProjectCode } from '../core/models/project-code.js';
import { historyFailures } from '../core/rules/history-failures.js';
import type { Configuration } from '../core/rules/configuration.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { readCheckFacts } from './check-facts.js';
import type { ConfigurationOptions } from './read-configuration.js';
import { selectRevisions, type Selection } from './select-revisions.js';

export interface CheckOptions extends ConfigurationOptions {
  /** Every revision after the baseline. */
  readonly all?: boolean;
  /** Those that differ from where this branch left a git reference. */
  readonly since?: string | undefined;
  readonly only?: ReadonlySet<string> | undefined;
}

export interface CheckResult extends Analysis {
  readonly selection: Selection;
  readonly configuration: Configuration;
  /** The text of each file that a finding may stand in. */
  readonly texts: ReadonlyMap<string, string>;
  /** What models and schemas declare; undefined where no model was found. */
  readonly code: ProjectCode | undefined;
}

/** Checks one project. Rejects only where a file cannot be read. */
export async function check(loaded: LoadedProject, options: CheckOptions): Promise<CheckResult> {
  const { project, graph } = loaded;
  const facts = await readCheckFacts(loaded, options);
  const { texts, configuration, packages, outside, mistakes } = facts;
  const { all, since, only } = options;
  const { baseline } = configuration;
  const selection = await selectRevisions(project, graph, { baseline, all, since });
  const sql = await loadSqlParser();
  const selected = selection.revisions;
  const about = { project, graph, texts, sql, configuration, packages, outside };
  const analysis = analyze({ ...about, selected, only });
  const findings = [...mistakes, ...historyFailures(graph, texts), ...analysis.findings];
  const code = outside.code && projectCode(outside.code);
  return { ...analysis, findings, selection, configuration, texts, code };
}
