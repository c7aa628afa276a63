import type { Change } from '../../changes/change.js';
import { objectText } from '../../changes/object-text.js';
import { sameName } from '../../changes/known-schema.js';
import { isOther } from '../held-locks.js';
import type { ChangeSubject, RuleOn, Step } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const combineAlterTable: RuleOn<'change'> = {
  id: 'combine-alter-table',
  title: 'Neighbouring ALTER TABLEs that visit every row, each for itself',
  category: 'locks',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, migration } = subject;
    const kind = visit(subject);
    const before = previousStatement(subject);
    if (kind === undefined || !('table' in change) || isSmall(change.table, context)) return;
    if (before.length === 0 || !before.every((step) => fits(step.change, change))) return;
    const same = before.some((step) => visit(step) === kind);
    const together = [...context.transactions.before(subject)].some(
      ({ step }) => step.change === before[0]?.change,
    );
    if (!same || !together) return;
    yield {
      at: headOf(migration, change),
      message: `This ${kind} all of ${objectText(change.table)} once more, after the statement before it did.`,
      help: `Put both into one statement, op.execute("ALTER TABLE ${change.table.name} …, …"): PostgreSQL then ${kind} the table once.`,
    };
  },
};

/** ALTER TABLE does these for all its clauses in one pass. */
const alters: readonly Change['kind'][] = [
  'add_column',
  'set_column_type',
  'set_column_nullable',
  'set_column_generated',
];

/** Whether it writes or reads every row, where one pass can serve several clauses. */
function visit({ change, effects }: Step): 'rewrites' | 'reads' | undefined {
  const isCheck = change.kind === 'add_constraint' && change.constraint.type === 'check';
  if (!alters.includes(change.kind) && !isCheck) return undefined;
  const own = effects.relations.filter(({ role }) => role === 'table');
  if (own.some(({ rewrites }) => rewrites)) return 'rewrites';
  return own.some(({ scans }) => scans) ? 'reads' : undefined;
}

/** The steps of the statement just before, where that is an ALTER of the same table. */
function previousStatement(subject: ChangeSubject): readonly Step[] {
  const at = subject.steps.findIndex((step) => step.change === subject.change);
  const earlier = subject.steps.slice(0, at).filter((step) => isOther(step, subject));
  const last = earlier.at(-1);
  if (!last || earlier.length < at) return [];
  return earlier.filter((step) => !isOther(step, last));
}

function fits(before: Change, own: Change): boolean {
  if (!('table' in before) || !('table' in own) || !sameName(before.table, own.table)) return false;
  const visits = alters.includes(before.kind) || before.kind === 'set_column_default';
  const isCheck = before.kind === 'add_constraint' && before.constraint.type === 'check';
  return (visits || isCheck) && before.autocommit === own.autocommit;
}
