import { objectText } from '../../changes/object-text.js';
import { callsIn } from '../calls.js';
import { best } from '../../changes/known-schema.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const newEnumType: RuleOn<'change'> = {
  id: 'new-enum-type',
  title: 'A new enum type: its values can be added to, never dropped',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, migration }) {
    if (change.kind !== 'create_enum' || direction === 'downgrade') return;
    // One that takes the place of an older one is not a choice that is still open.
    if (best(migration.before.enum(change.type))) return;
    const { operation, sql } = change.source;
    const name = objectText(change.type);
    const calls = sql === undefined ? callsIn(operation, ['Enum', 'ENUM']) : [];
    const own = calls.find((call) =>
      migration.text.slice(call.range.from, call.range.to).includes(change.type.name),
    );
    yield {
      at: own?.range ?? headOf(migration, change),
      message: `${name} becomes an enum type: PostgreSQL has no way to drop one of its values, and renames and new values have to be migrated.`,
      help: 'Where values come and go, take text with a CHECK, or a table of values with a foreign key.',
    };
  },
};
