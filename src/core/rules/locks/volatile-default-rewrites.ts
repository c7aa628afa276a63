import type { ChangeOf } from '../../changes/change.js';
import { call, execute, quoted, schemaOf, sqlName, text } from '../../changes/inverse/python.js';
import { objectText } from '../../changes/object-text.js';
import { callsIn, dropKeyword, keywordOf, setKeyword } from '../calls.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { headOf, wordsAt } from '../sql-places.js';
import { edited, linesOf } from '../statements.js';

type AddColumn = ChangeOf<'add_column'>;

export const volatileDefaultRewrites: RuleOn<'change'> = {
  id: 'volatile-default-rewrites',
  title: 'A new column whose default rewrites the table',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration }, context) {
    if (change.kind !== 'add_column') return;
    const reason = effects.rows.flatMap((row) => why(row, change))[0];
    const rewritten = effects.relations.some(({ role, rewrites }) => role === 'table' && rewrites);
    if (reason === undefined || !rewritten || isSmall(change.table, context)) return;
    const isVolatile = effects.rows.includes('add-column-volatile-default');
    const name = `${objectText(change.table)}.${change.column.name}`;
    yield {
      at: placeOf(migration, change),
      message: `${reason}: adding ${name} writes the whole table anew under a lock that blocks reads and writes.`,
      help: isVolatile
        ? 'Add the column without the default, set the default (which then holds for new rows), and fill the old rows outside the transaction; in batches where there are many.'
        : 'Add the column nullable and without what makes PostgreSQL visit every row, fill it outside the transaction in batches, and set the rest afterwards.',
      fixes: isVolatile ? fixes(migration, change) : [],
    };
  },
};

function why(row: string, { column }: AddColumn): string[] {
  switch (row) {
    case 'add-column-volatile-default':
      return [`The default ${column.default?.sql ?? ''} is another value for each row`];
    case 'add-column-constrained-domain':
      return [`PostgreSQL checks the domain ${column.type.name ?? ''} for each row`];
    case 'add-column-default':
      return ['Before PostgreSQL 11 a default is written into each row'];
    default:
      return [];
  }
}

function placeOf(migration: Migration, change: AddColumn) {
  if (change.source.sql !== undefined) return wordsAt(migration, change, ['default']);
  const [column] = callsIn(change.source.operation, ['Column']);
  const keyword = column && keywordOf(migration, column.range, 'server_default');
  return keyword?.range ?? column?.range ?? headOf(migration, change);
}

function fixes(migration: Migration, change: AddColumn): Fix[] {
  const { column, table, source } = change;
  const sql = column.default?.sql;
  const statement = soleStatement(migration, change);
  const adding =
    source.sql === undefined
      ? addedInPython(migration, change, statement)
      : addedInSql(migration, change);
  if (!statement || !adding || sql === undefined || change.autocommit) return [];
  const name = quoted(column.name);
  const lines = [
    ...adding,
    'with op.get_context().autocommit_block():',
    `    ${execute(`UPDATE ${sqlName(table)} SET ${name} = ${sql} WHERE ${name} IS NULL`)}`,
    ...(column.nullable === false
      ? [
          call(
            'op.alter_column',
            text(table.name),
            text(column.name),
            'nullable=False',
            schemaOf(table),
          ),
        ]
      : []),
  ];
  return rewriting('Set the default afterwards, fill the rows', migration, statement, lines);
}

/** The call without the default, and one that sets it. */
function addedInPython(
  migration: Migration,
  { column, table, source }: AddColumn,
  statement: ReturnType<typeof soleStatement>,
): string[] | undefined {
  const [own, ...more] = callsIn(source.operation, ['Column']);
  const stated = own && keywordOf(migration, own.range, 'server_default');
  if (!own || !stated || more.length > 0 || !statement) return undefined;
  const nullable = keywordOf(migration, own.range, 'nullable');
  const loose = nullable && setKeyword(migration, own.range, 'nullable', 'True');
  const edits = [dropKeyword(migration, own.range, 'server_default'), loose]
    .flatMap((edit) => (edit?.kind === 'replace' ? [edit] : []))
    .sort((a, b) => b.range.from - a.range.from);
  let result: typeof statement | undefined = statement;
  for (const edit of edits) result = result && edited(result, edit);
  const value = migration.text.slice(stated.value.from, stated.value.to);
  return (
    result && [
      ...linesOf(result),
      call(
        'op.alter_column',
        text(table.name),
        text(column.name),
        `server_default=${value}`,
        schemaOf(table),
      ),
    ]
  );
}

/** Where the default ends the statement: what stands before it, and a statement that sets it. */
function addedInSql({ upgrade }: Migration, { column, table, source }: AddColumn) {
  const parts = upgrade.filter(({ change }) => change.source.range === source.range);
  const [, before = '', value = ''] =
    /^([^]*?)\s+default\s+([^]*?)\s*;?\s*$/i.exec(source.sql ?? '') ?? [];
  const more = /\b(?:not\s+null|check|references|unique|primary|add|constraint)\b/i;
  if (value === '' || parts.length > 1 || more.test(value)) return undefined;
  const loose = before.replace(/\s+not\s+null\b/i, '');
  if (more.test(loose.replace(/^[^]*?\badd\b/i, ''))) return undefined;
  const setting = `ALTER COLUMN ${quoted(column.name)} SET DEFAULT ${value}`;
  return [execute(loose), execute(`ALTER TABLE ${sqlName(table)} ${setting}`)];
}
