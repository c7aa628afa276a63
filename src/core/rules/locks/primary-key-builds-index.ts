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
import { best, sameName, type KnownSchema } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import type { ChangeSubject, RuleOn } from '../rule.js';
import { headOf } from '../sql-places.js';
import { relationIn } from '../waiting.js';

export const primaryKeyBuildsIndex: RuleOn<'change'> = {
  id: 'primary-key-builds-index',
  title: 'A primary key reads a table that exists while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration, before } = subject;
    if (change.kind !== 'add_constraint' || change.constraint.type !== 'primary_key') return;
    const builds = effects.rows.includes('add-primary-key');
    const nullable = effects.rows.includes('add-primary-key-using-index-nullable');
    if ((!builds && !nullable) || !relationIn(subject, 'table', context)) return;
    const table = objectText(change.table);
    if (builds && ofNewColumn(subject, change)) {
      yield {
        at: headOf(migration, change),
        message: `The new column is filled for every row, and the primary key builds its index, while all reads and writes of ${table} wait.`,
        help: 'Add the column without the key, fill it in batches outside the transaction, build a unique index CONCURRENTLY, then add the primary key USING INDEX.',
      };
      return;
    }
    yield {
      at: headOf(migration, change),
      message: builds
        ? `The primary key builds its index while all reads and writes of ${table} wait, and fails where there are duplicates or NULLs.`
        : `The columns of the index may be NULL: making them NOT NULL reads every row of ${table} while reads and writes wait.`,
      help: builds
        ? `Build a unique index CONCURRENTLY, then add the primary key USING INDEX.${code(change, before)}`
        : 'First make the columns NOT NULL without that: a CHECK (… IS NOT NULL) NOT VALID, validated outside the transaction, lets PostgreSQL 12 and newer skip the reading. Drop the check afterwards.',
    };
  },
};

/** The same statement adds a column of the key. */
function ofNewColumn({ steps }: ChangeSubject, key: ChangeOf<'add_constraint'>): boolean {
  const columns = key.constraint.type === 'primary_key' ? (key.constraint.columns ?? []) : [];
  return steps.some(
    ({ change }) =>
      change.kind === 'add_column' &&
      change.source.range.from === key.source.range.from &&
      sameName(change.table, key.table) &&
      columns.includes(change.column.name),
  );
}

function code({ table, constraint }: ChangeOf<'add_constraint'>, schema: KnownSchema): string {
  const columns = constraint.type === 'primary_key' ? constraint.columns : undefined;
  if (!columns) return '';
  const name = constraint.name ?? `${table.name}_pkey`;
  const index = { schema: table.schema, name };
  const nullable = columns.filter(
    (column) => best(schema.column(table, column))?.nullable !== false,
  );
  const check = (column: string) => `${table.name}_${column}_not_null`;
  const lines = [
    ...nullable.map((column) =>
      execute(
        `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoted(check(column))} CHECK (${quoted(column)} IS NOT NULL) NOT VALID`,
      ),
    ),
    'with op.get_context().autocommit_block():',
    ...nullable.map(
      (column) =>
        `    ${execute(`ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoted(check(column))}`)}`,
    ),
    `    ${execute(`DROP INDEX CONCURRENTLY IF EXISTS ${sqlName(index)}`)}`,
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
      `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoted(name)} PRIMARY KEY USING INDEX ${quoted(name)}`,
    ),
    ...nullable.map((column) =>
      execute(`ALTER TABLE ${sqlName(table)} DROP CONSTRAINT ${quoted(check(column))}`),
    ),
  ];
  return `\n\n${lines.join('\n')}`;
}
