import type { RevisionGraph } from '../core/graph/revision-graph.js';
import type { Answer, Expectation, LaterChanges, Verdict } from '../core/schema/expectation.js';
import { expectationsAfterRollBack, expectationsOf } from '../core/schema/expectations.js';
import { judge, type JudgeOptions } from '../core/schema/judge.js';
import { questionsOf } from '../core/schema/questions.js';
import type { CatalogQuery } from '../core/schema/query.js';
import { answerQuestions } from '../system/sessions/answer-questions.js';
import { loadSqlParser } from '../system/sql/load-sql-parser.js';
import { bridgeSession } from '../system/sessions/bridge-session.js';
import { logged, redirectOf } from './bridge-options.js';
import { readCatalogs, type Catalogs } from './connect.js';
import { migrationReader, type Migration, type MigrationReader } from './read-migration.js';
import type {
  ActionContext,
  ActionPorts,
  DatabaseState,
  VerdictRow,
  Verification,
} from './types.js';

type ReadingPorts = Pick<ActionPorts, 'log' | 'signal'>;

/** How long questions about rows may take: a backfill of a big table must not hang the editor. */
const questionTimeoutMs = 10_000;

/**
 * Holds what one revision declares against the catalogs: that it is there where the revision is
 * applied, that it is not where it is not.
 *
 * @throws ActionError when a file cannot be read or the database cannot be asked
 */
export async function verify(
  context: ActionContext,
  revision: string,
  ports: ReadingPorts,
): Promise<Verification> {
  const [verification] = await verifyRevisions(context, [revision], ports);
  if (verification) return verification;
  throw new RangeError(`no verification of ${revision}`);
}

/** The same for several; reads the catalogs once. */
export async function verifyRevisions(
  context: ActionContext,
  revisions: readonly string[],
  ports: ReadingPorts,
): Promise<Verification[]> {
  return verifyRun(context, revisions, await readCatalogs(context, ports), ports);
}

/**
 * Verifies every revision of a run: those that are applied now as such, the others as undone.
 *
 * @param ran in the order in which they ran
 * @throws ActionError as `verify`
 */
export async function verifyRun(
  context: ActionContext,
  ran: readonly string[],
  catalogs: Catalogs,
  ports: ReadingPorts,
): Promise<Verification[]> {
  const read = migrationReader(context.graph);
  const cases: Case[] = [];
  for (const [index, revision] of ran.entries()) {
    const { applied } = catalogs.state;
    cases.push(
      applied.has(revision)
        ? await appliedCase(context.graph, revision, applied, read)
        : await undoneCase(
            revision,
            ran.slice(index + 1).filter((id) => !applied.has(id)),
            read,
          ),
    );
  }
  const sql = await loadSqlParser();
  const expectations = cases.flatMap((one) => one.expectations);
  const questions = questionsOf(expectations, catalogs.schema, sql);
  const answers = await askRows(context, questions, ports);
  return cases.map((one) => verdictsOn(one, catalogs, { sql, questions, answers }));
}

/** What one revision should have left. */
interface Case {
  readonly migration: Migration;
  readonly expected: Verification['expected'];
  readonly expectations: readonly Expectation[];
}

async function appliedCase(
  graph: RevisionGraph,
  revision: string,
  applied: ReadonlySet<string>,
  read: MigrationReader,
): Promise<Case> {
  const migration = await read(revision);
  const newer = graph.order.slice(0, graph.order.indexOf(revision)).reverse();
  const later = await laterChanges(
    newer.filter((id) => applied.has(id)),
    'upgrade',
    read,
  );
  const expectations = expectationsOf(migration.upgrade, later);
  return { migration, expected: 'applied', expectations };
}

/** @param undoneAfter revisions that were rolled back after this one, in that order */
async function undoneCase(
  revision: string,
  undoneAfter: readonly string[],
  read: MigrationReader,
): Promise<Case> {
  const migration = await read(revision);
  const later = await laterChanges(undoneAfter, 'downgrade', read);
  const { upgrade, downgrade } = migration;
  const expectations = expectationsAfterRollBack(upgrade, downgrade, later);
  return { migration, expected: 'undone', expectations };
}

function laterChanges(
  revisions: readonly string[],
  direction: 'upgrade' | 'downgrade',
  read: MigrationReader,
): Promise<LaterChanges[]> {
  return Promise.all(
    revisions.map(async (revision) => ({ revision, changes: (await read(revision))[direction] })),
  );
}

/** Asks questions about rows, with a time limit; what cannot be answered says why. Never rejects. */
export function askRows(
  { runner, project, database }: ActionContext,
  questions: readonly CatalogQuery[],
  ports: ReadingPorts,
): Promise<Answer[]> {
  const { onEvent } = logged(ports);
  const session = bridgeSession(runner, project, redirectOf(database).redirect, onEvent);
  const { signal } = ports;
  return answerQuestions(session, questions, { timeoutMs: questionTimeoutMs, signal });
}

function verdictsOn(
  { migration, expected, expectations }: Case,
  { state, schema }: Catalogs,
  evidence: JudgeOptions,
): Verification {
  const { revision, file } = migration;
  const verdicts = judge(expectations, schema, evidence);
  const rows = [versionRow(revision, expected, state), ...verdicts.map(verdictRow)];
  return { revision, file, expected, rows };
}

function versionRow(
  revision: string,
  expected: Verification['expected'],
  { applied, current }: DatabaseState,
): VerdictRow {
  const holds = applied.has(revision) === (expected === 'applied');
  return {
    state: holds ? 'holds' : 'fails',
    expectation: `version table: ${revision} ${expected}`,
    detail: holds ? '' : `it says ${current.join(', ') || 'nothing'}`,
    line: undefined,
    range: undefined,
  };
}

function verdictRow({ state, expectation, detail, line, range }: Verdict): VerdictRow {
  return { state, expectation, detail, line, range };
}
