import { execute, sqlName } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { columnText, type TypeChange, typePlace } from '../type-change.js';

export const typeChangeRechecksConstraint: RuleOn<'change'> = {
  id: 'type-change-rechecks-constraint',
  title: 'A change of type that makes PostgreSQL check or build more than the column',
  category: 'locks',
  severity: 'info',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration }, context) {
    if (change.kind !== 'set_column_type' || isSmall(change.table, context)) return;
    const more = [...besides(change, effects)];
    if (more.length === 0) return;
    yield {
      at: typePlace(migration, change),
      message: `Changing the type of ${columnText(change)} also ${more.join(', and ')}, all under its lock.`,
      help: `Keep the transaction short, and run ${execute(`ANALYZE ${sqlName(change.table)}`)} afterwards: the column's statistics are gone.`,
    };
  },
};

/** What happens beside the column's own values. */
function* besides({ table }: TypeChange, effects: ChangeSubject['effects']): Generator<string> {
  const own = effects.relations.filter(({ role }) => role === 'table' || role === 'partition');
  if (own.length === 0) return;
  const rewritten = own.some(({ rewrites }) => rewrites);
  if (!rewritten && own.some(({ scans }) => scans))
    yield `reads every row of ${objectText(table)} to verify its CHECK`;
  const built = own.flatMap(({ builds }) => builds);
  if (!rewritten && built.length > 0) {
    const names = built.map((name) => name ?? 'an unnamed index').join(', ');
    yield `builds the index ${names} anew`;
  }
  const partners = effects.relations.filter(
    ({ role }) => role === 'referenced' || role === 'referencing',
  );
  for (const { relation, scans } of partners)
    yield `locks ${objectText(relation)} against reads and writes${scans ? ' while the foreign key is checked' : ''}`;
}
