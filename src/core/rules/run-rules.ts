import { reachable } from '../graph/walk.js';
import { projectCode } from '../models/project-code.js';
import type { AlembicProject } from '../project/alembic-project.js';
import type { Configuration } from './configuration.js';
import type { Finding, RuleFinding, Severity } from './finding.js';
import { fileSuppressions, type FileSuppressions } from './file-suppressions.js';
import type { ChangeSubject, Migration, MigrationSource, Rule, RuleContext } from './rule.js';
import { transactionsOf } from './transactions.js';

/** What the rules are run over. */
export interface RulesRun {
  /** All rules that there are. */
  readonly rules: readonly Rule[];
  /** Run only these. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly project: AlembicProject;
  readonly migrations: MigrationSource;
  /** Ids of the revisions whose files are checked; what concerns the whole history always is. */
  readonly selected: readonly string[];
  /** What is checked of that in this run; all of it unless told. */
  readonly part?: RulesPart | undefined;
  readonly configuration: Configuration;
  readonly context: Omit<
    RuleContext,
    'graph' | 'texts' | 'postgres' | 'smallTable' | 'naming' | 'rules' | 'project' | 'transactions'
  >;
}

/** A part of what is to be checked. */
export interface RulesPart {
  /** Of the selected ones. */
  readonly revisions: readonly string[];
  /** What concerns the history as a whole. */
  readonly history: boolean;
}

/**
 * Runs rules over a project: suppressed findings are left out, the others sorted by place. A rule
 * that fails is reported as a finding about itself. Never throws.
 */
export function runRules(run: RulesRun): readonly Finding[] {
  const { migrations, configuration, project, rules } = run;
  const { graph } = migrations;
  const old = olderThanBaseline(run);
  const pending = new Set(run.selected.filter((id) => !old.has(id)));
  const context: RuleContext = {
    ...run.context,
    rules,
    project,
    graph,
    texts: migrations.texts,
    transactions: transactionsOf(migrations, pending, run.context.env),
    postgres: migrations.postgres,
    smallTable: configuration.smallTable,
    naming: configuration.naming,
  };
  const findings: Finding[] = [];
  const active = rules.flatMap((rule) => {
    const severity = severityOf(rule, configuration);
    const wanted = run.only?.has(rule.id) ?? true;
    return severity === 'off' || !wanted ? [] : [{ rule, severity }];
  });
  for (const { rule, severity } of active) {
    if (rule.on !== 'history' || run.part?.history === false) continue;
    const take = collector(rule, severity, undefined);
    take(() => rule.check({ graph, texts: migrations.texts }, context), project.config);
  }
  checkModels();
  for (const id of run.part?.revisions ?? run.selected) {
    const migration = old.has(id) ? undefined : migrations.get(id);
    if (migration) checkMigration(migration);
  }
  const suppressions = new Map<string, FileSuppressions>();
  const kept = findings.filter((finding) => {
    const { file, rule, range } = finding;
    return !suppressionsOf(file).covers(rule, range.from);
  });
  return sortedOnce(kept);

  function checkModels(): void {
    const { code } = context.outside;
    if (!code || run.part?.history === false || !active.some(({ rule }) => rule.on === 'model'))
      return;
    const [head, ...others] = graph.heads;
    const one = others.length === 0 && head !== undefined ? migrations.get(head) : undefined;
    const subject = { ...projectCode(code, migrations.texts), migrations, schema: one?.after };
    for (const { rule, severity } of active) {
      if (rule.on !== 'model') continue;
      collector(rule, severity, undefined)(() => rule.check(subject, context), code.env);
    }
  }

  function checkMigration(migration: Migration): void {
    const { upgrade, downgrade, file } = migration;
    const subjects = [upgrade, downgrade].map((steps) =>
      steps.map((step): ChangeSubject => ({ ...step, migration, steps })),
    );
    const both = subjects.flat();
    for (const { rule, severity } of active) {
      const take = collector(rule, severity, migration.revision.revision);
      if (rule.on === 'revision') take(() => rule.check(migration, context), file, migration);
      if (rule.on !== 'change') continue;
      const upgradeOnly = rule.upgradeOnly && !configuration.checkDowngrade;
      for (const subject of upgradeOnly ? (subjects[0] ?? []) : both)
        take(() => rule.check(subject, context), file, migration);
    }
  }

  function collector(rule: Rule, severity: Severity, revision: string | undefined) {
    return (check: () => Iterable<RuleFinding>, file: string, migration?: Migration): void => {
      try {
        for (const found of check()) findings.push(complete(found, rule, severity, file, revision));
      } catch (error) {
        const broken = failed(rule, error, migration);
        findings.push(complete(broken, rule, 'warning', file, revision));
      }
    };
  }

  function complete(
    found: RuleFinding,
    rule: Rule,
    severity: Severity,
    file: string,
    revision: string | undefined,
  ): Finding {
    const place = 'file' in found.at ? found.at : { file, range: found.at };
    const configured = configuration.severities.has(rule.id);
    return {
      rule: rule.id,
      severity: configured ? severity : (found.severity ?? severity),
      ...place,
      revision: revision ?? found.revision ?? revisionOf(place.file),
      message: found.message,
      help: found.help,
      fixes: found.fixes ?? [],
      related: found.related ?? [],
    };
  }

  function suppressionsOf(file: string): FileSuppressions {
    const known = suppressions.get(file);
    if (known) return known;
    const read = fileSuppressions(file, migrations.texts.get(file) ?? '', rules);
    suppressions.set(file, read);
    return read;
  }

  function revisionOf(file: string): string | undefined {
    return graph.files.find((revision) => revision.file === file)?.revision;
  }
}

/** The severity by configuration, else by preset. */
export function severityOf(rule: Rule, configuration: Configuration): Severity | 'off' {
  const configured = configuration.severities.get(rule.id);
  if (configured || configuration.preset === 'off') return configured ?? 'off';
  return configuration.preset === 'strict' && rule.severity === 'off' ? 'warning' : rule.severity;
}

/** The baseline and all that it builds on. */
function olderThanBaseline({ configuration, migrations: { graph } }: RulesRun): Set<string> {
  const { baseline } = configuration;
  if (baseline === undefined || !graph.revisions.has(baseline)) return new Set();
  const { parents, dependencies } = graph;
  return reachable([baseline], (id) => [
    ...(parents.get(id) ?? []),
    ...(dependencies.get(id) ?? []),
  ]);
}

function failed(rule: Rule, error: unknown, migration: Migration | undefined): RuleFinding {
  const why = error instanceof Error ? error.message : String(error);
  return {
    at: migration?.revision.places.revision ?? { from: 0, to: 0 },
    message: `The rule ${rule.id} failed here and could not be checked: ${why}.`,
    help: 'This is a mistake of Alembic Pilot. Please report it, with the migration if you can.',
  };
}

/** Sorted by file and place, each finding once. */
export function sortedOnce(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map(
    findings.map((one) => [`${one.file} ${one.range.from} ${one.rule} ${one.message}`, one]),
  );
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...distinct.values()].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.from - b.range.from ||
      a.range.to - b.range.to ||
      compare(a.rule, b.rule),
  );
}
