import { analyzeSql } from '../core/analyze-sql.js';
import type { Analysis } from '../core/analyze.js';
import type { Configuration } from '../core/rules/configuration.js';
import { standardInput } from '../core/rules/suppressions.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { configurationAt, type ConfigurationOptions } from './read-configuration.js';

export interface CheckSqlOptions extends ConfigurationOptions {
  readonly only?: ReadonlySet<string> | undefined;
  /** Each statement is a transaction of its own; else all are one, as Alembic runs them. */
  readonly autocommit: boolean;
}

export interface SqlCheckResult extends Analysis {
  readonly configuration: Configuration;
  /** The text of each file that a finding may stand in. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Checks SQL text by itself, by the configuration of the folder `root`. */
export async function checkSql(text: string, options: CheckSqlOptions): Promise<SqlCheckResult> {
  const { root, only, autocommit } = options;
  const { configuration, file, mistakes } = await configurationAt(root, options);
  const sql = await loadSqlParser();
  const analysis = analyzeSql({ text, sql, configuration, only, autocommit });
  const texts = new Map([
    [standardInput, text],
    ...(file ? [[file.file, file.text] as const] : []),
  ]);
  return { ...analysis, findings: [...mistakes, ...analysis.findings], configuration, texts };
}
