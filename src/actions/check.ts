import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyze, type Analysis } from '../core/analyze.js';
import { reachable } from '../core/graph/walk.js';
import { allRules } from '../core/rules/all-rules.js';
import type { Configuration } from '../core/rules/configuration.js';
import { lineRange } from '../core/rules/line-range.js';
import { wrongPlace } from '../core/rules/wrong-place.js';
import { readPackageVersions } from '../system/files/package-versions.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { changedFiles } from '../system/git/changed-files.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { configurationAt, type ConfigurationOptions } from './read-configuration.js';

export interface CheckOptions extends ConfigurationOptions {
  /** Every revision after the baseline. */
  readonly all?: boolean;
  /** Those that differ from where this branch left a git reference. */
  readonly since?: string | undefined;
  readonly only?: ReadonlySet<string> | undefined;
}

/** Which revisions were checked, and why these. */
export interface Selection {
  readonly by: 'all' | 'since';
  /** A sentence for people. */
  readonly reason: string;
  /** Why git could not tell what differs, where it was asked. */
  readonly unknown?: string;
  /** Ids, parents first. */
  readonly revisions: readonly string[];
}

export interface CheckResult extends Analysis {
  readonly selection: Selection;
  readonly configuration: Configuration;
  /** The text of each file that a finding may stand in. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Checks one project. Rejects only where a file cannot be read. */
export async function check(loaded: LoadedProject, options: CheckOptions): Promise<CheckResult> {
  const { project, graph, files } = loaded;
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  for (const file of [path.join(project.scriptLocation, 'env.py'), project.config])
    texts.set(file, await readFile(file, 'utf8').catch(() => ''));
  const own = await configurationAt(path.dirname(project.config), options);
  const { configuration, mistakes } = own;
  if (own.file) texts.set(own.file.file, own.file.text);
  const selection = await select(loaded, configuration, options);
  const sql = await loadSqlParser();
  const packages = await readPackageVersions(path.dirname(project.config), options.root);
  const { only } = options;
  const selected = selection.revisions;
  const analysis = analyze({ project, graph, texts, sql, configuration, packages, selected, only });
  const ids = new Set(allRules.map(({ id }) => id));
  // What makes Alembic fail outside of migrations has no rule that could be switched off.
  const others = graph.problems.flatMap(({ rule, file, line, range, message }) =>
    ids.has(rule)
      ? []
      : [wrongPlace(rule, file, range ?? lineRange(texts.get(file) ?? '', line), message)],
  );
  const findings = [...mistakes, ...others, ...analysis.findings];
  return { ...analysis, findings, selection, configuration, texts };
}

async function select(
  { project, graph }: LoadedProject,
  { baseline }: Configuration,
  { all, since }: CheckOptions,
): Promise<Selection> {
  const old =
    baseline !== undefined && graph.revisions.has(baseline)
      ? reachable([baseline], (id) => [
          ...(graph.parents.get(id) ?? []),
          ...(graph.dependencies.get(id) ?? []),
        ])
      : new Set<string>();
  const checked = graph.order.toReversed().filter((id) => !old.has(id));
  const after = old.size === 0 ? 'all revisions' : `all revisions after ${baseline ?? ''}`;
  if (all) return { by: 'all', reason: after, revisions: checked };
  const changed = await changedFiles(project.directory, since);
  if ('reason' in changed) {
    const reason = `${after}, since ${changed.reason}`;
    return { by: 'all', reason, unknown: changed.reason, revisions: checked };
  }
  const revisions = checked.filter((id) => changed.files.has(graph.revisions.get(id)?.file ?? ''));
  const reason = `revisions that differ from ${changed.since} (${changed.base})`;
  return { by: 'since', reason, revisions };
}
