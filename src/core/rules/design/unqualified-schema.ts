import { objectText } from '../../changes/object-text.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const unqualifiedSchema: RuleOn<'change'> = {
  id: 'unqualified-schema',
  title: 'A new table names no schema, where the project uses several',
  category: 'design',
  severity: 'off',
  upgradeOnly: true,
  on: 'change',
  *check({ change, direction, before, steps, migration }) {
    if (change.kind !== 'create_table' || direction === 'downgrade') return;
    if (change.table.schema !== undefined || change.temporary) return;
    const path = steps.some(
      (step) => step.change.kind === 'set' && step.change.name === 'search_path',
    );
    const schemas = new Set(before.tables.flatMap(({ name }) => name.schema ?? []));
    schemas.delete('public');
    if (path || schemas.size === 0) return;
    yield {
      at: headOf(migration, change),
      message: `${objectText(change.table)} names no schema: the search path of whoever migrates decides where it is created. This project also uses ${[...schemas].sort().join(', ')}.`,
      help: `Say schema='${[...schemas][0] ?? ''}', or schema='public', in the migration and in the model.`,
    };
  },
};
