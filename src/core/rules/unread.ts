import type { SourceRange } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import { lineRange } from './line-range.js';
import type { Migration, Step } from './rule.js';
import { sqlErrorOf } from './sql-error.js';

/** A place of a migration that could not be read, and why; `line` starts at 1. */
export interface Unread {
  readonly range: SourceRange;
  readonly line: number;
  readonly reason: string;
}

/** How much of a migration was read. */
export interface Reading {
  readonly operations: number;
  /** Operations of which every change is known. */
  readonly understood: number;
  readonly statements: number;
  readonly unread: readonly Unread[];
}

/** What could and could not be read of a migration; SQL that is none counts as read. */
export function readingOf(migration: Migration): Reading {
  const steps = [...migration.upgrade, ...migration.downgrade];
  const { body, text } = migration;
  const operations = [body.upgrade, body.downgrade].flatMap((own) => own?.operations ?? []);
  const byPlace = new Map<number, Step[]>();
  for (const step of steps) {
    const at = step.change.source.operation.range.from;
    byPlace.set(at, [...(byPlace.get(at) ?? []), step]);
  }
  const reasons = new Map<string, Unread>();
  for (const { change } of steps) {
    if (change.kind !== 'unknown' || sqlErrorOf(change) !== undefined) continue;
    const { range, operation } = change.source;
    reasons.set(`${operation.line}`, { range, line: operation.line, reason: change.reason });
  }
  const read = operations.filter((one) => isRead(one, byPlace.get(one.range.from) ?? []));
  const lines = new Set(read.map(({ line }) => line));
  for (const { line, reason } of body.unanalyzable)
    if (!lines.has(line) && !reasons.has(`${line}`))
      reasons.set(`${line}`, { range: lineRange(text, line), line, reason });
  const statements = steps.flatMap(({ change: { source } }) =>
    source.sql === undefined ? [] : [`${source.range.from} ${source.range.to}`],
  );
  return {
    operations: operations.length,
    understood: read.length,
    statements: new Set(statements).size,
    unread: [...reasons.values()].sort((a, b) => a.line - b.line),
  };
}

/** Loops over literals are read round by round, statements that SQLAlchemy builds as far as known. */
function isRead(operation: Operation, steps: readonly Step[]): boolean {
  const { dynamic, rounds, name, sql, otherDatabase } = operation;
  if (otherDatabase) return true;
  const known = steps.every(
    ({ change }) => change.kind !== 'unknown' || sqlErrorOf(change) !== undefined,
  );
  const built = name === 'execute' && sql === undefined;
  return known && (dynamic !== true || rounds !== undefined || built);
}
