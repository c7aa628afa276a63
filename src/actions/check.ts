import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { analyze, type Analysis } from '../core/analyze.js';
import { reachable } from '../core/graph/walk.js';
import { allRules } from '../core/rules/all-rules.js';
import {
  defaultConfiguration,
  readConfiguration,
  type Configuration,
  type Preset,
} from '../core/rules/configuration.js';
import type { Finding } from '../core/rules/finding.js';
import { lineRange } from '../core/rules/line-range.js';
import { findUp } from '../system/files/find-up.js';
import { readPackageVersions } from '../system/files/package-versions.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { changedFiles } from '../system/git/changed-files.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';

export interface CheckOptions {
  /** The configuration file is looked for up to this folder; absolute. */
  readonly root: string;
  /** Every revision after the baseline. */
  readonly all?: boolean;
  /** Those that differ from where this branch left a git reference. */
  readonly since?: string | undefined;
  readonly only?: ReadonlySet<string> | undefined;
  readonly preset?: Preset | undefined;
  readonly postgres?: number | undefined;
}

/** Which revisions were checked, and why these. */
export interface Selection {
  readonly by: 'all' | 'since';
  /** A sentence for people. */
  readonly reason: string;
  /** Ids, parents first. */
  readonly revisions: readonly string[];
}

export interface CheckResult extends Analysis {
  readonly selection: Selection;
  readonly configuration: Configuration;
  /** The text of each file that a finding may stand in. */
  readonly texts: ReadonlyMap<string, string>;
}

export const configurationName = '.alembic-pilot.yaml';

/** Checks one project. Rejects only where a file cannot be read. */
export async function check(loaded: LoadedProject, options: CheckOptions): Promise<CheckResult> {
  const { project, graph, files } = loaded;
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  for (const file of [path.join(project.scriptLocation, 'env.py'), project.config])
    texts.set(file, await readFile(file, 'utf8').catch(() => ''));
  const own = await findUp(configurationName, path.dirname(project.config), options.root);
  const ids = new Set(allRules.map(({ id }) => id));
  const read = readConfiguration(own?.text ?? '', ids);
  if (own) texts.set(own.file, own.text);
  const configuration: Configuration = {
    ...(own ? read.configuration : defaultConfiguration),
    ...(options.preset ? { preset: options.preset } : {}),
    ...(options.postgres ? { postgres: options.postgres } : {}),
  };
  const selection = await select(loaded, configuration, options);
  const sql = await loadSqlParser();
  const packages = await readPackageVersions(path.dirname(project.config), options.root);
  const { only } = options;
  const selected = selection.revisions;
  const analysis = analyze({ project, graph, texts, sql, configuration, packages, selected, only });
  const mistakes = (own ? read.mistakes : []).map(({ message, range }) =>
    wrong('configuration', own?.file ?? '', range, message),
  );
  // What makes Alembic fail outside of migrations has no rule that could be switched off.
  const others = graph.problems.flatMap(({ rule, file, line, range, message }) =>
    ids.has(rule)
      ? []
      : [wrong(rule, file, range ?? lineRange(texts.get(file) ?? '', line), message)],
  );
  const findings = [...mistakes, ...others, ...analysis.findings];
  return { ...analysis, findings, selection, configuration, texts };
}

function wrong(rule: string, file: string, range: Finding['range'], message: string): Finding {
  return {
    rule,
    severity: 'error',
    file,
    range,
    revision: undefined,
    message,
    help: 'Mend this place.',
    fixes: [],
    related: [],
  };
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
    return { by: 'all', reason, revisions: checked };
  }
  const revisions = checked.filter((id) => changed.files.has(graph.revisions.get(id)?.file ?? ''));
  const reason = `revisions that differ from ${changed.since} (${changed.base})`;
  return { by: 'since', reason, revisions };
}
