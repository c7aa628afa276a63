import { rewriting, soleStatement } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf, sentTogether } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';

export const concurrentlyInTransaction: RuleOn<'change'> = {
  id: 'concurrently-in-transaction',
  title: 'A statement that cannot run in a transaction runs in one',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, effects, migration, steps }, { env }) {
    if (change.kind === 'add_enum_value' || env.autocommit) return;
    const { failure } = effects;
    const together = sentTogether(
      change,
      steps.map((step) => step.change),
    );
    if (failure?.sqlstate === '25001') {
      const statement = soleStatement(migration, change);
      yield {
        at: headOf(migration, change),
        message: `This fails: ${failure.why}, and Alembic runs the migration in one.`,
        help: 'Run it in `with op.get_context().autocommit_block():`.',
        fixes: rewriting(
          'Run it in an autocommit_block()',
          migration,
          statement,
          statement && inAutocommitBlock(statement),
        ),
      };
    } else if (change.autocommit && isConcurrent(change) && together > 1)
      yield {
        at: headOf(migration, change),
        message: `This fails: ${together} statements in one string are one transaction, and CONCURRENTLY cannot run inside one.`,
        help: 'Send each statement by an op.execute() of its own.',
      };
  },
};

const isConcurrent = (change: object) => 'concurrently' in change && change.concurrently === true;
