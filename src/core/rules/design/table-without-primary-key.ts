import { certain, type KnownTable } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { list } from '../../changes/inverse/python.js';
import type { RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';

export const tableWithoutPrimaryKey: RuleOn<'revision'> = {
  id: 'table-without-primary-key',
  title: 'A new table has no primary key',
  category: 'design',
  severity: 'warning',
  on: 'revision',
  *check(migration) {
    for (const { change } of migration.upgrade) {
      if (change.kind !== 'create_table' || change.partitionOf || change.temporary) continue;
      const table = migration.after.tables.find(({ origin }) => origin === change);
      const known = table && certain(migration.after.table(table.name));
      if (!known || known.incomplete || known.doubt || known.partitionOf) continue;
      if (known.constraints.some(({ definition }) => definition.type === 'primary_key')) continue;
      yield {
        at: headOf(migration, change),
        message: `The new table ${objectText(known.name)} has no primary key: nothing tells its rows apart, SQLAlchemy cannot map it, and logical replication cannot update or delete its rows.`,
        help: `Give it one: ${keyFor(known)}.`,
      };
    }
  },
};

/** The columns of its foreign keys, where they are all it has; else a number. */
function keyFor({ columns, constraints }: KnownTable): string {
  const keys = constraints.flatMap(({ definition }) =>
    definition.type === 'foreign_key' ? (definition.columns ?? []) : [],
  );
  const names = columns.map(({ name }) => name).filter((name) => keys.includes(name));
  return names.length > 1
    ? `sa.PrimaryKeyConstraint(${list(names).slice(1, -1)})`
    : "sa.Column('id', sa.BigInteger(), sa.Identity(), primary_key=True)";
}
