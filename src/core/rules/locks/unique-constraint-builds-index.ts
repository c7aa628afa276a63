import type { ChangeOf } from '../../changes/change.js';
import {
  call,
  execute,
  list,
  quoted,
  schemaOf,
  sqlName,
  text,
} from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf } from '../sql-places.js';

export const uniqueConstraintBuildsIndex: RuleOn<'change'> = {
  id: 'unique-constraint-builds-index',
  title: 'A unique constraint builds its index while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration }, context) {
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'unique') return;
    if (!effects.rows.includes('add-unique') || isSmall(change.table, context)) return;
    if (!effects.relations.some(({ role }) => role === 'table')) return;
    const table = objectText(change.table);
    yield {
      at: headOf(migration, change),
      message: `The unique constraint builds its index while all reads and writes of ${table} wait, and fails where there are duplicates.`,
      help: 'Build a unique index CONCURRENTLY in an autocommit_block(), then add the constraint USING INDEX, which takes a moment.',
      fixes: fixes(migration, change),
    };
  },
};

function fixes(migration: Migration, change: ChangeOf<'add_constraint'>): Fix[] {
  const { constraint, table, source } = change;
  const { name, deferrable } = constraint;
  const columns = constraint.type === 'unique' ? constraint.columns : undefined;
  const plain = source.sql === undefined && source.operation.name === 'create_unique_constraint';
  if (name === undefined || !columns || deferrable || !plain || change.autocommit) return [];
  const statement = soleStatement(migration, change);
  const index = sqlName({ schema: table.schema, name });
  const lines = [
    'with op.get_context().autocommit_block():',
    `    ${execute(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`)}`,
    `    ${call(
      'op.create_index',
      text(name),
      text(table.name),
      list(columns),
      'unique=True',
      schemaOf(table),
      'postgresql_concurrently=True',
    )}`,
    execute(
      `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoted(name)} UNIQUE USING INDEX ${quoted(name)}`,
    ),
  ];
  return rewriting('Build the index CONCURRENTLY first', migration, statement, lines);
}
