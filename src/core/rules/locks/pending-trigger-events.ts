import type { Change } from '../../changes/change.js';
import { best, certain, type KnownConstraint, sameName } from '../../changes/known-schema.js';
import { execute } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { ObjectName } from '../../changes/objects.js';
import { relatedTo } from '../held-locks.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { PlacedStep, RuleOn, Step } from '../rule.js';
import { headOf } from '../sql-places.js';
import { linesOf } from '../statements.js';

export const pendingTriggerEvents: RuleOn<'change'> = {
  id: 'pending-trigger-events',
  title: 'A table is altered while rows written before wait for a deferred constraint',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check(subject, { transactions }) {
    const { change, migration } = subject;
    for (const table of altered(change)) {
      const known = best(subject.before.table(table));
      if (known && !known.constraints.some(isDeferred)) continue;
      const write = lastWrite(transactions.before(subject), table);
      if (!write) continue;
      const { placed, constraint } = write;
      const statement = soleStatement(migration, change);
      const checking = execute('SET CONSTRAINTS ALL IMMEDIATE');
      yield {
        at: headOf(migration, change),
        message: `Rows of ${objectText(table)} were written before in this transaction, and ${constraint} is checked at its end only: until then PostgreSQL refuses this statement, so it fails as soon as a row was written.`,
        help: `Have the constraints checked before: ${checking}; or write the rows in a revision and a transaction of their own.`,
        related: [relatedTo(placed, 'rows are written here')],
        fixes: rewriting(
          'Check the constraints before',
          migration,
          statement,
          statement && [checking, ...linesOf(statement)],
        ),
      };
      return;
    }
  },
};

/** What PostgreSQL refuses on a table with pending trigger events (measured on 15 and 18). */
const refused: readonly Change['kind'][] = [
  'add_column',
  'drop_column',
  'set_column_type',
  'set_column_nullable',
  'set_column_default',
  'set_column_identity',
  'set_column_generated',
  'add_constraint',
  'drop_constraint',
  'validate_constraint',
  'alter_table',
  'drop_table',
];

function altered(change: Change): readonly ObjectName[] {
  if (change.kind === 'create_index') return [change.index.table];
  if (change.kind === 'truncate') return change.tables;
  return refused.includes(change.kind) && 'table' in change ? [change.table] : [];
}

interface Write {
  readonly placed: PlacedStep;
  readonly constraint: string;
}

/** The write that leaves events, unless they were dealt with, or a statement before this one fails. */
function lastWrite(before: Iterable<PlacedStep>, table: ObjectName): Write | undefined {
  for (const placed of before) {
    const { change } = placed.step;
    const checked = /^\s*set\s+constraints\b[^]*\bimmediate\b/i.test(change.source.sql ?? '');
    if (checked || altered(change).some((own) => sameName(own, table))) return undefined;
    const constraint = deferredBy(placed.step, table);
    if (constraint !== undefined) return { placed, constraint };
  }
  return undefined;
}

const isDeferred = ({ definition }: KnownConstraint) =>
  definition.type === 'foreign_key' && definition.initiallyDeferred === true;

/** The deferred foreign key that rows written by a step are still to be checked against. */
function deferredBy({ change, before }: Step, table: ObjectName): string | undefined {
  if (change.kind !== 'insert' && change.kind !== 'update') return undefined;
  if (change.conditional || !sameName(change.table, table)) return undefined;
  const known = certain(before.table(table));
  const written = change.kind === 'update' ? change.set.map(({ column }) => column) : undefined;
  const constraint = known?.constraints.find(
    (own) =>
      isDeferred(own) &&
      !own.doubt &&
      (written === undefined || own.columns?.some((column) => written.includes(column))),
  );
  return constraint && (constraint.name ?? 'its deferred foreign key');
}
