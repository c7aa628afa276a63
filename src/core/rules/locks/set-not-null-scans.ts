import type { ChangeOf } from '../../changes/change.js';
import { call, execute, quoted, schemaOf, sqlName, text } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { relationIn } from '../waiting.js';
import { notValidThenValidate } from '../not-valid.js';
import type { ObjectName } from '../../changes/objects.js';
import { headOf, wordsAt } from '../sql-places.js';
import { keywordOf } from '../calls.js';

export const setNotNullScans: RuleOn<'change'> = {
  id: 'set-not-null-scans',
  title: 'SET NOT NULL reads the table while reads and writes wait',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check(subject, context) {
    const { change, effects, migration } = subject;
    if (change.kind === 'add_constraint' && effects.rows.includes('add-not-null')) {
      // PostgreSQL 18's own form of it.
      const [column = ''] = change.constraint.type === 'not_null' ? change.constraint.columns : [];
      if (effects.failure || !relationIn(subject, 'table', context)) return;
      yield {
        at: wordsAt(migration, change, ['not', 'null']),
        message: messageFor(change.table, column),
        help: 'Add it NOT VALID, and validate it outside the transaction, where reads and writes go on.',
        fixes: notValidThenValidate(migration, change),
      };
    }
    if (change.kind !== 'set_column_nullable' || change.nullable) return;
    const scanned = effects.relations.some(({ role, scans }) => role === 'table' && scans);
    if (!scanned || isSmall(change.table, context)) return;
    const keyword = keywordOf(migration, change.source.operation.range, 'nullable');
    yield {
      at:
        change.source.sql === undefined
          ? (keyword?.range ?? headOf(migration, change))
          : wordsAt(migration, change, ['set', 'not', 'null']),
      message: messageFor(change.table, change.column),
      help: `Add CHECK (${quoted(change.column)} IS NOT NULL) NOT VALID, validate it outside the transaction, set NOT NULL (which then reads nothing), and drop the check.`,
      fixes: context.postgres >= 12 ? fixes(migration, change) : [],
    };
  },
};

const messageFor = (table: ObjectName, column: string) =>
  `Making ${objectText(table)}.${column} NOT NULL reads every row of the table under a lock that blocks reads and writes.`;

function fixes(migration: Migration, change: ChangeOf<'set_column_nullable'>): Fix[] {
  const { table, column, source } = change;
  const parts = migration.upgrade.filter(
    (step) => step.change.source.operation === source.operation,
  );
  const name = `ck_${table.name}_${column}_not_null`;
  if (source.sql !== undefined || parts.length > 1 || change.autocommit || name.length > 63)
    return [];
  const statement = soleStatement(migration, change);
  const named = `op.f(${text(name)})`;
  const lines = statement && [
    execute(`ALTER TABLE ${sqlName(table)} DROP CONSTRAINT IF EXISTS ${quoted(name)}`),
    call(
      'op.create_check_constraint',
      named,
      text(table.name),
      text(`${quoted(column)} IS NOT NULL`),
      schemaOf(table),
      'postgresql_not_valid=True',
    ),
    'with op.get_context().autocommit_block():',
    `    ${execute(`ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoted(name)}`)}`,
    ...statement.text
      .split('\n')
      .map((line, at) =>
        at > 0 && line.startsWith(statement.indent) ? line.slice(statement.indent.length) : line,
      ),
    call('op.drop_constraint', named, text(table.name), `type_='check'`, schemaOf(table)),
  ];
  return rewriting('Prove it by a check first', migration, statement, lines);
}
