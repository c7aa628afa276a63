import path from 'node:path';
import { analyze, type Analysis } from '../core/analyze.js';
import { upgradeSteps } from '../core/graph/runs.js';
import { LineMap } from '../core/python/lines.js';
import { attentionOf } from '../core/report/migration-report-attention.js';
import { currentRows } from '../core/report/migration-report-current.js';
import { countsOf, dataChanges, dataReports } from '../core/report/migration-report-data.js';
import type {
  MigrationReport,
  ReportFinding,
  RevisionReport,
} from '../core/report/migration-report.js';
import { allRules } from '../core/rules/all-rules.js';
import type { Finding } from '../core/rules/finding.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { readCheckFacts } from './check-facts.js';
import { readCatalogs, type Catalogs } from './connect.js';
import type { ConfigurationOptions } from './read-configuration.js';
import { readMigration } from './read-migration.js';
import type { ActionContext, ActionPorts, Verification } from './types.js';
import { askRows, verifyRun } from './verify.js';

type ReadingPorts = Pick<ActionPorts, 'log' | 'signal'>;

/** A report, and the verifications that it was made from. */
export interface Reported {
  readonly report: MigrationReport;
  readonly verifications: readonly Verification[];
}

/**
 * Asks the database and the rules what is to be told of revisions; changes nothing. Paths in the
 * report are relative to the root.
 *
 * @param revisions the first to run first; undefined: those that the version table names
 * @throws ActionError when a file cannot be read or the database cannot be asked
 */
export async function report(
  context: ActionContext,
  loaded: LoadedProject,
  revisions: readonly string[] | undefined,
  options: ConfigurationOptions,
  ports: ReadingPorts,
): Promise<Reported> {
  const { graph } = loaded;
  const catalogs = await readCatalogs(context, ports);
  const { identity, applied, current, unknown } = catalogs.state;
  const wanted = revisions ?? current.filter((id) => graph.revisions.has(id));
  const verifications = await verifyRun(context, wanted, catalogs, ports);
  const checked = await checkRevisions(loaded, wanted, options);
  const told: RevisionReport[] = [];
  for (const verification of verifications)
    told.push(await reportOf(context, verification, catalogs, checked, ports));
  const { database, host, serverVersion } = identity;
  const made = {
    database: { database, host, serverVersion },
    current: currentRows(graph, applied, unknown),
    pending: upgradeSteps(graph, applied, graph.heads),
    revisions: told,
    toDo: checked.toDo,
  };
  return { report: made, verifications };
}

async function reportOf(
  context: ActionContext,
  { revision, file, rows, expected }: Verification,
  { schema }: Catalogs,
  { found, analysis, relative }: Checked,
  ports: ReadingPorts,
): Promise<RevisionReport> {
  const { upgrade } = await readMigration(context.graph, revision);
  const sql = await loadSqlParser();
  const applied = expected === 'applied';
  const written = applied ? dataChanges(upgrade) : [];
  const counts = countsOf(written, schema, sql);
  const answers = await askRows(context, counts, ports);
  return {
    revision,
    message: context.graph.revisions.get(revision)?.message ?? '',
    file: relative(file),
    applied,
    verification: rows.map(({ state, expectation, detail, line }) => ({
      state,
      expectation,
      detail,
      line,
    })),
    data: dataReports(written, rows, counts, answers),
    attention: attentionOf(upgrade),
    findings: found(
      (finding) => !isToDo(finding) && (finding.revision === revision || finding.file === file),
    ),
    unread: analysis.coverage.unanalyzable
      .filter((one) => one.file === file)
      .map(({ line, reason }) => ({ line, reason })),
  };
}

interface Checked {
  readonly analysis: Analysis;
  readonly found: (wanted: (finding: Finding) => boolean) => ReportFinding[];
  readonly toDo: readonly ReportFinding[] | undefined;
  readonly relative: (file: string) => string;
}

/** What the rules say of revisions, whatever else is selected for a check. */
async function checkRevisions(
  loaded: LoadedProject,
  selected: readonly string[],
  options: ConfigurationOptions,
): Promise<Checked> {
  const { project, graph } = loaded;
  const facts = await readCheckFacts(loaded, options);
  const sql = await loadSqlParser();
  const analysis = analyze({ ...facts, project, graph, sql, selected });
  const relative = (file: string) =>
    path.relative(options.root, file).split(path.sep).join('/') || '.';
  const found: Checked['found'] = (wanted) =>
    analysis.findings.filter(wanted).map(({ rule, severity, file, range, message, help }) => ({
      rule,
      severity,
      file: relative(file),
      line: new LineMap(facts.texts.get(file) ?? '').position(range.from).line,
      message,
      help,
    }));
  const looked = facts.outside.code !== undefined && modelRules.size > 0;
  const concerns = ({ revision }: Finding) => revision === undefined || selected.includes(revision);
  const toDo = looked ? found((finding) => isToDo(finding) && concerns(finding)) : undefined;
  return { analysis, found, toDo, relative };
}

const modelRules: ReadonlySet<string> = new Set(
  allRules.filter(({ category }) => category === 'models').map(({ id }) => id),
);

const isToDo = ({ rule }: Finding) => modelRules.has(rule);
