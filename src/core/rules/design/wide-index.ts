import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

/** More keys than this are wide. */
const most = 3;

export const wideIndex: RuleOn<'change'> = {
  id: 'wide-index',
  title: 'A new index has more than three keys',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, migration }) {
    if (change.kind !== 'create_index' || direction === 'downgrade') return;
    const { keys = [], unique, method, table, name } = change.index;
    // Methods other than B-tree search by any of their keys.
    if (unique !== false || method !== 'btree' || keys.length <= most) return;
    yield {
      at: headOf(migration, change),
      message:
        `The index ${name ?? ''} of ${objectText(table)} has ${String(keys.length)} keys: a B-tree finds rows by its first keys, the further ones mostly make it larger and writes slower.`.replace(
          '  ',
          ' ',
        ),
      help: 'Keep the keys that queries search or sort by, the most selective equality first; columns that are only read belong into INCLUDE.',
    };
  },
};
