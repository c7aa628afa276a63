import type { Change } from '../changes/change.js';
import { execute, quoted, sqlName } from '../changes/inverse/python.js';
import { isAtLeast, type PackageVersions } from '../project/package-versions.js';
import type { Fix } from './finding.js';
import { rewriting, soleStatement, withOption } from './own-statement.js';
import type { Migration } from './rule.js';
import { linesOf } from './statements.js';

interface Guard {
  /** The first Alembic that heeds the keyword. */
  readonly from: string;
  readonly keyword: 'if_exists' | 'if_not_exists';
  /** The words in SQL that the guard stands behind. */
  readonly after: readonly string[];
}

/** By operation; older versions swallow the keyword. */
const guards: Readonly<Partial<Record<Change['kind'], Guard>>> = {
  create_table: { from: '1.13.3', keyword: 'if_not_exists', after: ['create', 'table'] },
  add_column: { from: '1.16', keyword: 'if_not_exists', after: ['add', 'column'] },
  add_enum_value: { from: '99', keyword: 'if_not_exists', after: ['add', 'value'] },
  drop_table: { from: '1.13.3', keyword: 'if_exists', after: ['drop', 'table'] },
  drop_column: { from: '1.16', keyword: 'if_exists', after: ['drop', 'column'] },
  drop_constraint: { from: '1.16', keyword: 'if_exists', after: ['drop', 'constraint'] },
  drop_type: { from: '99', keyword: 'if_exists', after: ['drop', 'type'] },
};

/**
 * Lets a statement run twice: by a keyword that the project's Alembic heeds, by words in its SQL, or
 * by a line before it that drops what is there. None where the statement does more than this.
 */
export function guardFixes(migration: Migration, change: Change, versions: PackageVersions): Fix[] {
  const { source } = change;
  const steps = [...migration.upgrade, ...migration.downgrade].map((step) => step.change);
  const alone = steps.filter((other) => other.source.operation === source.operation).length === 1;
  if (!alone) return [];
  const before = leftover(change);
  const statement = soleStatement(migration, change);
  if (before !== undefined)
    return rewriting('Drop it first if it is there', migration, statement, [
      before,
      ...(statement ? linesOf(statement) : []),
    ]);
  const guard =
    change.kind === 'drop_index' ? dropIndexGuard(source.sql ?? '') : guards[change.kind];
  if (!guard || (source.sql === undefined && !isAtLeast(versions.alembic, guard.from))) return [];
  const words = guard.keyword === 'if_exists' ? ' IF EXISTS' : ' IF NOT EXISTS';
  const option = { after: guard.after, text: words };
  const guarded = withOption(migration, change, [guard.keyword, 'True'], option);
  return rewriting(
    `Add ${source.sql === undefined ? `${guard.keyword}=True` : words.trim()}`,
    migration,
    guarded,
    guarded && linesOf(guarded),
  );
}

const dropIndexGuard = (sql: string): Guard => ({
  from: '1.12',
  keyword: 'if_exists',
  after: /\bconcurrently\b/i.test(sql) ? ['index', 'concurrently'] : ['drop', 'index'],
});

/** The line that drops what an earlier run may have left. */
function leftover(change: Change): string | undefined {
  if (change.kind === 'add_constraint' && change.constraint.name !== undefined)
    return execute(
      `ALTER TABLE ${sqlName(change.table)} DROP CONSTRAINT IF EXISTS ${quoted(change.constraint.name)}`,
    );
  if (change.kind !== 'create_index' || change.index.name === undefined) return undefined;
  const { table, name } = change.index;
  const concurrently = change.concurrently ? 'CONCURRENTLY ' : '';
  return execute(`DROP INDEX ${concurrently}IF EXISTS ${sqlName({ schema: table.schema, name })}`);
}
