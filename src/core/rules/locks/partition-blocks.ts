import type { ChangeOf } from '../../changes/change.js';
import { defaultPartition } from '../../changes/effects/cases/tables.js';
import type { RelationEffect } from '../../changes/effects/effects.js';
import { best, type KnownSchema } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { rewriting, soleStatement, withOption } from '../own-statement.js';
import type { Fix, RuleFinding } from '../finding.js';
import type { ChangeSubject, Migration, RuleContext, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf, wordsAt } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';
import { relationIn } from '../waiting.js';

export const partitionBlocks: RuleOn<'change'> = {
  id: 'partition-blocks',
  title: 'Partitions are attached or detached while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change } = subject;
    if (change.kind === 'detach_partition' && !change.concurrently)
      yield* detached(subject, change, context);
    const attaching = change.kind === 'attach_partition' || change.kind === 'create_table';
    if (attaching) yield* scanned(subject, context);
  },
};

function* detached(
  subject: ChangeSubject,
  change: ChangeOf<'detach_partition'>,
  context: RuleContext,
): Generator<RuleFinding> {
  const { effects, migration, before } = subject;
  const table = relationIn(subject, 'table', context);
  if (!table || !effects.rows.includes('detach-partition')) return;
  const standard = defaultPartition(change.table, { schema: before }).length > 0;
  const name = objectText(change.table);
  const possible = !standard && context.postgres >= 14;
  yield {
    at: wordsAt(migration, change, ['detach']),
    message: `Detaching ${objectText(change.partition)} locks ${name} against reads and writes, and waits behind every query that runs on it.`,
    help: possible
      ? 'Detach it CONCURRENTLY in an autocommit_block(). If that is interrupted, ALTER TABLE … DETACH PARTITION … FINALIZE completes it.'
      : `${standard ? 'DETACH CONCURRENTLY does not work beside a default partition' : 'DETACH CONCURRENTLY exists from PostgreSQL 14 on'}: set a lock_timeout, and keep other work out of this transaction.`,
    fixes: possible ? detachConcurrently(migration, change) : [],
  };
}

function detachConcurrently(migration: Migration, change: ChangeOf<'detach_partition'>): Fix[] {
  if (change.autocommit || !soleStatement(migration, change)) return [];
  const option = { after: [], text: ' CONCURRENTLY' };
  const statement = withOption(migration, change, ['', ''], option);
  const lines = statement && inAutocommitBlock(statement);
  return rewriting('Detach it CONCURRENTLY', migration, statement, lines);
}

/** What has to be read to know that no row is in the wrong place. */
function* scanned(
  { change, effects, migration, before }: ChangeSubject,
  context: RuleContext,
): Generator<RuleFinding> {
  const read = effects.relations.filter(
    (own) =>
      own.scans &&
      (own.role === 'partition' || own.role === 'default partition') &&
      !isSmall(own.relation, context) &&
      !hasCheck(own, before),
  );
  const names = read.map(({ relation }) => objectText(relation)).join(' and ');
  if (read.length === 0) return;
  const standard = read.some(({ role }) => role === 'default partition');
  yield {
    at:
      change.kind === 'attach_partition'
        ? wordsAt(migration, change, ['attach'])
        : headOf(migration, change),
    message: `This reads every row of ${names} under a lock that blocks reads and writes.`,
    help: `Give ${names} a CHECK first that ${standard ? 'leaves out the rows of the new partition (or, for the new one, its own bounds)' : 'says the same as its bounds, with IS NOT NULL where the key may be NULL'}: add it NOT VALID, validate it outside the transaction, and PostgreSQL has nothing to read. Drop it afterwards.`,
  };
}

/** It has a validated CHECK, which may be the proof that nothing needs to be read. */
function hasCheck({ relation }: RelationEffect, schema: KnownSchema): boolean {
  const table = best(schema.table(relation));
  return (table?.constraints ?? []).some(
    ({ definition, valid, enforced }) => definition.type === 'check' && valid && enforced,
  );
}
