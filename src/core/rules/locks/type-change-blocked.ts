import { columnUsers } from '../../changes/effects/column-users.js';
import type { RuleOn } from '../rule.js';
import { columnText, typePlace } from '../type-change.js';

export const typeChangeBlocked: RuleOn<'change'> = {
  id: 'type-change-blocked',
  title: 'A change of the type of a column that something uses',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, migration, before }) {
    if (change.kind !== 'set_column_type') return;
    const users = [...columnUsers(change.table, change.column, before)];
    if (users.length === 0) return;
    const isKey = users.some(({ row }) => row === 'type-of-partition-key');
    const names = [...new Set(users.map(({ by }) => by))];
    const last = names.at(-1) ?? '';
    const all = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
    const created = users.flatMap(({ sql }) => (sql === undefined ? [] : [sql.trim()]));
    yield {
      at: typePlace(migration, change),
      message: `${columnText(change)} is used by ${all}: PostgreSQL refuses to change its type, so this fails.`,
      help: isKey
        ? 'The type of a partition key cannot be changed: make a new partitioned table, copy the rows, and swap the names.'
        : `Drop ${all} before, and create what was dropped again afterwards${created.length > 0 ? `: ${created.join(';\n')}` : '.'}`,
    };
  },
};
