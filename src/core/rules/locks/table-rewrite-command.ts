import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';
import { relationIn } from '../waiting.js';

/** By the row of the table of effects: the words, and what to do instead. */
const commands: Readonly<Record<string, { readonly words: readonly string[]; help: string }>> = {
  cluster: {
    words: ['cluster'],
    help: 'CLUSTER is worth its lock only while nobody needs the table. To order rows by an index without the lock, an extension such as pg_repack copies them beside.',
  },
  'vacuum-full': {
    words: ['vacuum'],
    help: 'Plain VACUUM frees space for new rows without that lock. To hand space back to the disk without it, use an extension such as pg_repack, outside of migrations.',
  },
  'set-logged': {
    words: ['set'],
    help: 'Do it while nobody needs the table, with a lock_timeout, in a revision of its own; or create a new table with the wanted setting, copy rows in batches, and swap the names.',
  },
  'set-tablespace': {
    words: ['set', 'tablespace'],
    help: 'Do it while nobody needs the table, with a lock_timeout, in a revision of its own. Its indexes stay where they are: each is moved by ALTER INDEX … SET TABLESPACE, or by REINDEX (TABLESPACE …) CONCURRENTLY, which locks nobody out (PostgreSQL 14 or newer).',
  },
  'set-access-method': {
    words: ['set', 'access', 'method'],
    help: 'Do it while nobody needs the table, with a lock_timeout, in a revision of its own; or create a new table with that access method, copy rows in batches, and swap the names.',
  },
};

export const tableRewriteCommand: RuleOn<'change'> = {
  id: 'table-rewrite-command',
  title: 'A command writes a whole table anew while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration } = subject;
    if (change.kind !== 'other' && change.kind !== 'alter_table') return;
    const command = commands[effects.rows[0] ?? ''];
    const table = relationIn(subject, 'table', context);
    if (!command || !table || effects.failure) return;
    const words =
      command.words[0] === 'set' ? wordsAt(migration, change, command.words) : undefined;
    yield {
      at: words ?? headOf(migration, change),
      message: `This copies ${objectText(table.relation)} under a lock that blocks reads and writes until it is done.`,
      help: command.help,
    };
  },
};
