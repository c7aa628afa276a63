import type { ChangeOf } from '../../changes/change.js';
import { best, sameName } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { usesLabel } from '../enum-uses.js';
import type { Fix, RuleFinding } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { ChangeSubject, Migration, PlacedStep, RuleContext, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { inAutocommitBlock } from '../statements.js';

type AddValue = ChangeOf<'add_enum_value'>;

/** https://www.postgresql.org/docs/current/sql-altertype.html, "Notes" */
export const enumValueUsedTooEarly: RuleOn<'change'> = {
  id: 'enum-value-used-too-early',
  title: 'An enum value is used before it is committed',
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check(subject, context) {
    const { change, migration, effects } = subject;
    if (change.kind === 'add_enum_value') {
      if (context.postgres < 12 && effects.failure?.sqlstate === '25001' && !change.autocommit)
        yield inTransaction(migration, change, context);
      return;
    }
    for (const { migration: owner, step } of context.transactions.before(subject)) {
      const added = step.change;
      if (added.kind !== 'add_enum_value') continue;
      if (best(step.before.enum(added.type))?.labels?.includes(added.value)) continue;
      if (context.postgres >= 17 && isCreatedIn(context.transactions.before(subject), added))
        continue;
      if (!usesLabel(change, added.type, added.value, subject)) continue;
      const name = objectText(added.type);
      yield {
        at: headOf(migration, change),
        message: `'${added.value}' was added to the type ${name} in the same transaction: PostgreSQL refuses to use it before it is committed.${owner === migration ? '' : ' A default run is one transaction over all revisions.'}`,
        help: `Add the value in \`with op.get_context().autocommit_block():\`.`,
        related: [
          {
            file: owner.file,
            range: headOf(owner, added),
            message: `'${added.value}' is added here`,
          },
        ],
        fixes: fixes(owner, added),
      };
      return;
    }
  },
};

/** From 17 on a type of the same transaction may have new values used at once. */
function isCreatedIn(earlier: Iterable<PlacedStep>, { type }: AddValue): boolean {
  for (const { step } of earlier)
    if (step.change.kind === 'create_enum' && sameName(step.change.type, type)) return true;
  return false;
}

function inTransaction(
  migration: Migration,
  change: AddValue,
  { postgres }: RuleContext,
): RuleFinding {
  return {
    at: headOf(migration, change),
    message: `ALTER TYPE … ADD VALUE cannot run in a transaction on PostgreSQL ${postgres}, and Alembic runs the migration in one.`,
    help: 'Run it in `with op.get_context().autocommit_block():`.',
    fixes: fixes(migration, change),
  };
}

function fixes(owner: Migration, added: ChangeSubject['change']): Fix[] {
  const statement = soleStatement(owner, added);
  const lines = statement && inAutocommitBlock(statement);
  return rewriting('Add the value in an autocommit_block()', owner, statement, lines);
}
