import { effectsOf } from '../../changes/effects/effects-of.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { statementName, headOf, sentTogether } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';

/** Statements that no DO block can run, wherever it runs. */
const inBlock =
  /\b((?:create\s+(?:unique\s+)?index|drop\s+index|reindex\s+\w+)\s+concurrently|(?:create|drop)\s+database|alter\s+system|(?<=(?:;|begin|then|')\s*)vacuum)\b/i;
const comments = /--[^\n]*|\braise\b[^;]*;/gi;

export const concurrentlyInTransaction: RuleOn<'change'> = {
  id: 'concurrently-in-transaction',
  title: 'A statement that cannot run in a transaction runs in one',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check(subject, { env, postgres }) {
    const { change, migration, steps, before } = subject;
    if (change.kind === 'add_enum_value') return;
    const at = headOf(migration, change);
    const { sql = '' } = change.source;
    if (/^\s*do\b/i.test(sql)) {
      const [, statement] = inBlock.exec(sql.replace(comments, '')) ?? [];
      if (statement !== undefined)
        yield {
          at,
          message: `This fails: ${statement.toUpperCase().replace(/\s+/g, ' ')} cannot run inside a DO block.`,
          help: 'Send it by an op.execute() of its own in `with op.get_context().autocommit_block():`.',
        };
      return;
    }
    if (env.autocommit || hasCommitted(subject)) return;
    const failing = (transaction: boolean) =>
      effectsOf(change, { postgres, schema: before, transaction }).failure;
    const failure = failing(true);
    // What fails anywhere is the matter of another rule.
    if (failure?.sqlstate !== '25001' || failing(false)) return;
    const together = sentTogether(
      change,
      steps.map((step) => step.change),
    );
    const what = nameOf(failure.why, statementName(change));
    if (!change.autocommit) {
      const statement = soleStatement(migration, change);
      const { batch } = change.source.operation;
      yield {
        at,
        message: `This fails: ${what} cannot run inside a transaction, and Alembic runs the migration in one.`,
        help: batch
          ? 'Write it outside of the batch, whose work is done where it ends, in `with op.get_context().autocommit_block():`.'
          : 'Run it in `with op.get_context().autocommit_block():`.',
        fixes: rewriting(
          'Run it in an autocommit_block()',
          migration,
          statement,
          statement && inAutocommitBlock(statement),
        ),
      };
    } else if (together > 1)
      yield {
        at,
        message: `This fails: ${together} statements in one string are one transaction, and ${what} cannot run inside one.`,
        help: 'Send each statement by an op.execute() of its own.',
      };
  },
};

const nameOf = (why: string, words: string) => {
  const [, what = ''] = /^(.*) cannot run inside a transaction/.exec(why) ?? [];
  return what === '' || what === 'this statement' ? words : what;
};

/** A COMMIT of the migration's own comes before: what follows depends on the driver. */
function hasCommitted({ change, steps }: ChangeSubject): boolean {
  const at = steps.findIndex((step) => step.change === change);
  const last = steps
    .slice(0, at)
    .findLast(
      (step) =>
        step.change.kind === 'transaction' && !/SAVE|RELEASE|TO/.test(step.change.statement),
    );
  return last?.change.kind === 'transaction' && /^(?:COMMIT|ROLLBACK)$/.test(last.change.statement);
}
