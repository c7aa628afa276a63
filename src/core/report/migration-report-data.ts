import type { Change } from '../changes/change.js';
import { objectText } from '../changes/object-text.js';
import { findTable } from '../schema/find.js';
import type { Answer, Expectation } from '../schema/expectation.js';
import { mostCounted } from '../schema/judge/others.js';
import type { CatalogQuery } from '../schema/query.js';
import { questionsOf } from '../schema/questions.js';
import { rowsAfterDelete, rowsAfterInsert } from '../schema/rows-facts.js';
import type { Schema } from '../schema/schema.js';
import type { SqlParser } from '../sql/sql-parser.js';
import { quoteIdentifier } from '../sql/quote.js';
import type { VerdictLine } from './verification-text.js';

/** A verdict with the place that it speaks of. */
export interface PlacedVerdict extends VerdictLine {
  readonly range: { readonly from: number; readonly to: number } | undefined;
}

type DataChange = Extract<Change, { kind: 'insert' | 'update' | 'delete' }>;

/** Whether rows that a migration writes are what it meant them to be. */
export interface DataReport {
  /** E.g. `UPDATE cad_files SET step_hash`. */
  readonly what: string;
  /** 1-based. */
  readonly line: number;
  readonly state: VerdictLine['state'];
  /** What was held against the database, and what was found. */
  readonly verdict: string;
  /** What was counted just now, e.g. `step_hash is filled in 12 of 12 rows of cad_files`. */
  readonly counts: readonly string[];
}

/** The INSERTs, UPDATEs and DELETEs among changes. */
export function dataChanges(changes: readonly Change[]): DataChange[] {
  return changes.filter(
    (change): change is DataChange =>
      change.kind === 'insert' || change.kind === 'update' || change.kind === 'delete',
  );
}

/** Something to count, and how its answer is said. */
export interface Count extends CatalogQuery {
  readonly change: Change;
  readonly say: (answer: Answer) => string;
}

/** What to count of the rows that a migration wrote, as far as it can be asked without harm. */
export function countsOf(
  changes: readonly DataChange[],
  schema: Schema,
  sql: SqlParser | undefined,
): Count[] {
  return changes.flatMap((change): Count[] => {
    const table = findTable(schema, change.table);
    if (!table) return [];
    if (change.kind !== 'update') {
      const facts = change.kind === 'insert' ? rowsAfterInsert(change) : rowsAfterDelete(change);
      const asked = facts.map((fact): Expectation => ({ ...fact, change }));
      const say = (answer: Answer) => matchText(change.kind, answer);
      return questionsOf(asked, schema, sql).map((one) => ({ sql: one.sql, change, say }));
    }
    const columns = change.set.map(({ column }) => column);
    const written = columns.filter((column) => table.columns.some(({ name }) => name === column));
    const filled = written.map((column, index) => `count(${quoteIdentifier(column)}) AS c${index}`);
    const from = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
    const say = (answer: Answer) => filledText(objectText(change.table), written, answer);
    const query = `SELECT ${['count(*) AS total', ...filled].join(', ')} FROM ${from}`;
    return written.length === 0 ? [] : [{ sql: query, change, say }];
  });
}

function matchText(kind: 'insert' | 'delete', answer: Answer): string {
  if ('error' in answer) return notCounted(answer.error);
  const count = Number(answer.rows[0]?.['count']);
  const many = count >= mostCounted ? `${mostCounted} or more` : String(count);
  const rows = `${many} ${count === 1 ? 'row' : 'rows'}`;
  return kind === 'insert' ? `${rows} found` : `${rows} left`;
}

function filledText(table: string, columns: readonly string[], answer: Answer): string {
  if ('error' in answer) return notCounted(answer.error);
  const [row] = answer.rows;
  const total = Number(row?.['total']);
  return columns
    .map((column, index) => {
      const filled = Number(row?.[`c${index}`]);
      return `${column} is filled in ${filled} of ${total} rows of ${table}, NULL in ${total - filled}`;
    })
    .join('; ');
}

const notCounted = (error: string) => `not counted: ${error.replace(/\s+/gu, ' ').trim()}`;

/**
 * What is to be said of each change of rows: its verdict is the one that stands at its place.
 *
 * @param answers to `counts`, in their order
 */
export function dataReports(
  changes: readonly DataChange[],
  verdicts: readonly PlacedVerdict[],
  counts: readonly Count[],
  answers: readonly Answer[],
): DataReport[] {
  const taken = new Set<PlacedVerdict>();
  return changes.map((change) => {
    const { range, operation } = change.source;
    const verdict = verdicts.find(
      (one) => one.range?.from === range.from && one.range.to === range.to && !taken.has(one),
    );
    if (verdict) taken.add(verdict);
    const state = verdict?.state ?? 'cannot tell';
    const detail = verdict ? verdict.detail : 'the same migration changes these rows again';
    const said = counts.flatMap((count, index) => {
      const answer = answers[index];
      return count.change === change && answer ? [count.say(answer)] : [];
    });
    return {
      what: statementText(change),
      line: operation.line,
      state,
      verdict: [verdict?.expectation, detail].filter(Boolean).join(': '),
      counts: state === 'superseded' ? [] : said,
    };
  });
}

function statementText(change: DataChange): string {
  const table = objectText(change.table);
  if (change.kind === 'insert') return `INSERT INTO ${table}`;
  if (change.kind === 'delete') return `DELETE FROM ${table}`;
  return `UPDATE ${table} SET ${change.set.map(({ column }) => column).join(', ')}`;
}
