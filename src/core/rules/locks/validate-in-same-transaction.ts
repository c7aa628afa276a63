import { sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf, wordsAt } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';
import { relationIn } from '../waiting.js';

export const validateInSameTransaction: RuleOn<'change'> = {
  id: 'validate-in-same-transaction',
  title: 'A constraint is validated while the lock of its NOT VALID is still held',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, migration } = subject;
    if (change.kind !== 'validate_constraint') return;
    if (!relationIn(subject, 'table', context)) return;
    const added = [...context.transactions.before(subject)].find(
      ({ step: { change: earlier } }) =>
        earlier.kind === 'add_constraint' &&
        (earlier.constraint.notValid ?? false) &&
        earlier.constraint.name === change.name &&
        sameName(earlier.table, change.table),
    );
    if (added?.step.change.kind !== 'add_constraint') return;
    const isKey = added.step.change.constraint.type === 'foreign_key';
    const table = objectText(change.table);
    const elsewhere = added.migration !== migration;
    const statement = soleStatement(migration, change);
    yield {
      at:
        change.source.sql === undefined
          ? headOf(migration, change)
          : wordsAt(migration, change, ['validate', 'constraint']),
      message: `This reads every row of ${table} while ${isKey ? 'writes' : 'reads and writes'} of it wait: ${change.name} was added NOT VALID in the same transaction${elsewhere ? ', by the revision before, which alembic upgrade head runs in one with this' : ''}, and its lock is held to the end.`,
      help: 'Validate it in an autocommit_block(), which commits what is before it: reads and writes then go on.',
      fixes: rewriting(
        'Validate it in an autocommit_block()',
        migration,
        statement,
        statement && inAutocommitBlock(statement),
      ),
      related: elsewhere
        ? [
            {
              file: added.migration.file,
              range: headOf(added.migration, added.step.change),
              message: 'It is added NOT VALID here.',
            },
          ]
        : [],
    };
  },
};
