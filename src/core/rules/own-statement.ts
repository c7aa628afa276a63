import type { Change } from '../changes/change.js';
import type { Operation, RevisionBody } from '../revisions/revision.js';
import type { FileEdit, Fix } from './finding.js';
import type { Migration } from './rule.js';
import { setKeyword } from './calls.js';
import { editSql, findWords } from './sql-places.js';
import { edited, replaceStatement, statementOf, type OwnStatement } from './statements.js';

/**
 * The statement of a change that is written as one call, or as the only SQL statement of one call:
 * what a fix can put something else in the place of.
 */
export function soleStatement(migration: Migration, change: Change): OwnStatement | undefined {
  const { operation } = change.source;
  if (operation.batch || (statementsOf(migration).get(operation) ?? 0) > 1) return undefined;
  return isWrittenOnce(migration, change) ? statementOf(migration, operation.range) : undefined;
}

const counted = new WeakMap<Migration, ReadonlyMap<Operation, number>>();

/** How many statements each operation sends. */
function statementsOf(migration: Migration): ReadonlyMap<Operation, number> {
  const known = counted.get(migration);
  if (known) return known;
  const ranges = new Map<Operation, Set<string>>();
  for (const { change } of [...migration.upgrade, ...migration.downgrade]) {
    const { operation, range } = change.source;
    const own = ranges.get(operation) ?? new Set();
    ranges.set(operation, own.add(`${range.from} ${range.to}`));
  }
  const counts = new Map([...ranges].map(([operation, own]) => [operation, own.size]));
  counted.set(migration, counts);
  return counts;
}

const written = new WeakMap<RevisionBody, ReadonlyMap<number, Operation>>();

/** The first operation that begins at each place. */
function operationsOf(body: RevisionBody): ReadonlyMap<number, Operation> {
  const known = written.get(body);
  if (known) return known;
  const first = new Map<number, Operation>();
  for (const own of [body.upgrade, body.downgrade])
    for (const operation of own?.operations ?? [])
      if (!first.has(operation.range.from)) first.set(operation.range.from, operation);
  written.set(body, first);
  return first;
}

/** Whether the call stands for this change alone: not for all rounds of a loop, not in a helper. */
export function isWrittenOnce(
  { body }: Migration,
  { source: { operation } }: Pick<Change, 'source'>,
): boolean {
  const first = operationsOf(body).get(operation.range.from);
  return operation.via === undefined && first?.rounds === undefined;
}

/** The same with a keyword argument, or with a word in its SQL behind others. */
export function withOption(
  migration: Migration,
  change: Change,
  keyword: readonly [string, string],
  sql: { readonly after: readonly string[]; readonly text: string },
): OwnStatement | undefined {
  const statement = soleStatement(migration, change);
  if (!statement) return undefined;
  if (change.source.sql === undefined)
    return edited(statement, setKeyword(migration, change.source.operation.range, ...keyword));
  const words = findWords(change.source.sql, sql.after);
  const at = sql.after.length === 0 ? change.source.sql.length : words?.to;
  const edit =
    at === undefined ? undefined : editSql(migration, change, { from: at, to: at }, sql.text);
  return edited(statement, edit);
}

/** A fix that puts lines in the place of a statement; none where there are no lines. */
export function rewriting(
  title: string,
  migration: Migration,
  statement: OwnStatement | undefined,
  lines: readonly string[] | undefined,
  more: readonly FileEdit[] = [],
): Fix[] {
  if (!statement || !lines) return [];
  const own = { range: statement.range, indent: statement.indent, text: '' };
  return [{ title, safety: 'review', edits: [...more, replaceStatement(migration, own, lines)] }];
}
