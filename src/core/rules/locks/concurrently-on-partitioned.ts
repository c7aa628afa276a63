import { objectText } from '../../changes/object-text.js';
import { best } from '../../changes/known-schema.js';
import { isPartitioned, partitionedIndexHelp } from '../partitioned.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';

interface Case {
  readonly what: string;
  readonly table: string;
  readonly help: string;
  readonly words: readonly string[];
}

export const concurrentlyOnPartitioned: RuleOn<'change'> = {
  id: 'concurrently-on-partitioned',
  title: 'A partitioned table is given what only plain tables can do',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check(subject, { postgres }) {
    const found = caseOf(subject, postgres);
    if (!found) return;
    const { change, migration } = subject;
    const inSql = change.source.sql !== undefined;
    yield {
      at: inSql ? wordsAt(migration, change, found.words) : headOf(migration, change),
      message: `This fails: ${found.what} does not work on ${found.table}, which is partitioned.`,
      help: found.help,
    };
  },
};

function caseOf({ change, before, effects }: ChangeSubject, postgres: number): Case | undefined {
  const words = ['concurrently'];
  if (change.kind === 'create_index' && change.concurrently) {
    const { table } = change.index;
    if (!isPartitioned(before, table)) return undefined;
    const help = partitionedIndexHelp(change, before);
    return { what: 'CREATE INDEX CONCURRENTLY', table: objectText(table), help, words };
  }
  if (change.kind === 'drop_index' && change.concurrently) {
    const table = best(before.index(change.index))?.definition.table ?? change.table;
    if (!table || !isPartitioned(before, table)) return undefined;
    const help =
      'Drop it without CONCURRENTLY, which drops the indexes of all partitions with it: it takes a moment, but waits for everybody who uses the table. Set a lock_timeout, and keep long work out of this transaction.';
    return { what: 'DROP INDEX CONCURRENTLY', table: objectText(table), help, words };
  }
  if (change.kind !== 'add_constraint') return undefined;
  const table = objectText(change.table);
  if (effects.rows.includes('using-index-partitioned')) {
    const help =
      'Add the constraint without USING INDEX. To keep that short, first give each partition a constraint of its own USING INDEX, from a unique index built CONCURRENTLY: the new constraint takes over those.';
    return { what: 'USING INDEX', table, help, words: ['using', 'index'] };
  }
  const early = effects.rows.includes('add-foreign-key-not-valid-partitioned') && postgres < 18;
  if (!early) return undefined;
  const help =
    'Add the foreign key NOT VALID to each partition and validate it there, outside the transaction; then add it to the partitioned table, which takes over those of its partitions.';
  return { what: 'NOT VALID before PostgreSQL 18', table, help, words: ['not', 'valid'] };
}
