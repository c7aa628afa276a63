import { rewriting, soleStatement } from '../own-statement.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const nestedTransaction: RuleOn<'change'> = {
  id: 'nested-transaction',
  title: "A migration's SQL begins or ends a transaction",
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check({ change, migration }) {
    if (change.kind !== 'transaction' || change.autocommit) return;
    // The END of a trigger in another database's SQL, which was cut into statements.
    const all = [...migration.upgrade, ...migration.downgrade];
    if (
      all.some(
        (step) =>
          step.change.kind === 'unknown' &&
          step.change.source.operation === change.source.operation,
      )
    )
      return;
    const found = texts.find(([pattern]) => pattern.test(change.statement));
    if (!found) return;
    const [, message, severity] = found;
    const statement = soleStatement(migration, change);
    yield {
      at: headOf(migration, change),
      message,
      help: 'Leave the transaction to Alembic; what must run outside of it goes into `with op.get_context().autocommit_block():`.',
      ...(severity ? { severity } : {}),
      fixes: rewriting('Remove it', migration, statement, statement && ['pass']),
    };
  },
};

const texts: readonly (readonly [RegExp, string, 'warning'?])[] = [
  [
    /^COMMIT$/,
    "COMMIT ends Alembic's transaction: all that ran before stays, whatever fails afterwards, also of earlier revisions.",
  ],
  [
    /^ROLLBACK$/,
    'ROLLBACK discards all that ran before in this run, and the revision may be stamped as applied all the same.',
  ],
  [/^(?:BEGIN|START)/, "BEGIN does nothing: Alembic's transaction is open already.", 'warning'],
];
