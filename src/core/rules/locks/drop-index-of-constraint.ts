import type { Change } from '../../changes/change.js';
import {
  call,
  execute,
  keyword,
  quoted,
  schemaOf,
  sqlName,
  text,
} from '../../changes/inverse/python.js';
import { best, sameName } from '../../changes/known-schema.js';
import type { ObjectName } from '../../changes/objects.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { replaceStatement } from '../statements.js';

const types = { primary_key: 'primary', unique: 'unique', exclude: undefined } as const;

export const dropIndexOfConstraint: RuleOn<'change'> = {
  id: 'drop-index-of-constraint',
  title: 'An index is dropped as a constraint, or the index of a constraint as an index',
  category: 'locks',
  severity: 'error',
  on: 'change',
  *check({ change, effects, migration, before }) {
    // Code that asks first what there is may know better.
    if (change.conditional) return;
    const written = change.source.sql === undefined;
    if (change.kind === 'drop_index' && effects.rows.includes('drop-index-of-constraint')) {
      const index = best(before.index(change.index));
      const table = index?.definition.table;
      const type = index?.constraint;
      if (!table || !type) return;
      const { name } = change.index;
      const constraint = written
        ? call(
            'op.drop_constraint',
            text(name),
            text(table.name),
            keyword('type_', types[type] && text(types[type])),
            schemaOf(table),
          )
        : execute(`ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${quoted(name)}`);
      yield {
        at: headOf(migration, change),
        message: `This fails: the index ${name} belongs to the constraint of that name on ${objectText(table)}.`,
        help: 'Drop the constraint; its index goes with it.',
        fixes: fixes('Drop the constraint', migration, change, constraint),
      };
    }
    if (change.kind === 'drop_constraint' && effects.rows.includes('drop-constraint-missing')) {
      const { table, name = '' } = change;
      const index: ObjectName = { schema: table.schema, name };
      const known = best(before.index(index));
      if (!known || known.constraint || !sameName(known.definition.table, table)) return;
      const drop = written
        ? call(
            'op.drop_index',
            text(name),
            keyword('table_name', text(table.name)),
            schemaOf(table),
          )
        : execute(`DROP INDEX ${sqlName(index)}`);
      yield {
        at: headOf(migration, change),
        message: `This fails: ${name} is an index of ${objectText(table)}, and no constraint.`,
        help: 'Drop the index.',
        fixes: fixes('Drop the index', migration, change, drop),
      };
    }
  },
};

function fixes(title: string, migration: Migration, change: Change, line: string): Fix[] {
  const statement = soleStatement(migration, change);
  if (!statement) return [];
  return [{ title, safety: 'safe', edits: [replaceStatement(migration, statement, [line])] }];
}
