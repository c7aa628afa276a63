import { execute, quoted, sqlName } from '../../changes/inverse/python.js';
import { isBefore, type PackageVersions } from '../../project/package-versions.js';
import type { Operation } from '../../revisions/revision.js';
import { callNode, keywordOf } from '../calls.js';
import type { FileEdit, Fix } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { replaceStatement, statementOf } from '../statements.js';

/** https://alembic.sqlalchemy.org/en/latest/ops.html */
export const guardIgnored: RuleOn<'revision'> = {
  id: 'guard-ignored',
  title: 'if_exists or if_not_exists that nothing heeds',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check(migration, versions) {
    const { upgrade, downgrade } = migration.body;
    for (const operation of [...(upgrade?.operations ?? []), ...(downgrade?.operations ?? [])])
      for (const guard of ['if_exists', 'if_not_exists'] as const) {
        const given = operation.keywords.find(({ name }) => name === guard)?.value;
        if (!given || given.kind === 'none' || (given.kind === 'boolean' && !given.value)) continue;
        const deaf = deafness(operation.name, guard, versions);
        if (!deaf) continue;
        yield {
          at: keywordOf(migration, operation.range, guard)?.range ?? operation.range,
          message: `op.${operation.name}() ${deaf.raises ? `does not know ${guard}=, and fails with a TypeError` : `ignores ${guard}=: nothing is guarded`}${deaf.until === undefined ? '' : ` before Alembic ${deaf.until}`}.`,
          help: helpFor(operation, guard),
          ...(deaf.raises ? { severity: 'error' as const } : {}),
          fixes: fixes(migration, operation, guard),
        };
      }
  },
};

type Guard = 'if_exists' | 'if_not_exists';

/** Since which version of Alembic a guard is heeded; before, `raises` tells what happens. */
const heeded: Readonly<
  Record<string, { readonly guard: Guard; readonly since: string; readonly raises?: true }>
> = {
  create_index: { guard: 'if_not_exists', since: '1.12' },
  drop_index: { guard: 'if_exists', since: '1.12' },
  create_table: { guard: 'if_not_exists', since: '1.13.3' },
  drop_table: { guard: 'if_exists', since: '1.13.3' },
  add_column: { guard: 'if_not_exists', since: '1.16', raises: true },
  drop_column: { guard: 'if_exists', since: '1.16' },
  drop_constraint: { guard: 'if_exists', since: '1.16', raises: true },
};

/** PostgreSQL has no ADD CONSTRAINT IF NOT EXISTS. */
const never =
  /^create_(?:foreign_key|unique_constraint|check_constraint|primary_key|exclude_constraint)$/;

function deafness(
  name: string,
  guard: Guard,
  { alembic, sqlalchemy }: PackageVersions,
): { readonly until?: string; readonly raises?: true } | undefined {
  if (never.test(name)) return {};
  const own = heeded[name];
  if (own?.guard !== guard) return undefined;
  // With SQLAlchemy 1.4 indexes are guarded from 1.13 on only.
  const since = name.endsWith('_index') && isBefore(sqlalchemy, '2.0') ? '1.13' : own.since;
  if (!isBefore(alembic, since)) return undefined;
  return { until: since, ...(own.raises ? { raises: true } : {}) };
}

function helpFor(operation: Operation, guard: Guard): string {
  const sql = guarded(operation, guard);
  if (sql !== undefined) return `Write \`${execute(sql)}\`.`;
  const { table = 'the_table', args } = operation;
  const [name] = args;
  const constraint = name?.kind === 'string' ? name.value : 'its_name';
  return never.test(operation.name)
    ? `There is no ADD CONSTRAINT IF NOT EXISTS. To make it repeatable, drop it first: \`${execute(`ALTER TABLE ${sqlName({ schema: operation.schema, name: table })} DROP CONSTRAINT IF EXISTS ${quoted(constraint)}`)}\`.`
    : 'Write the statement with its guard as SQL, in op.execute().';
}

/** The drop as SQL, which every version sends. */
function guarded(operation: Operation, guard: Guard): string | undefined {
  const { name, table, schema, column, args, batch } = operation;
  const [first] = args;
  if (guard !== 'if_exists' || batch || operation.dynamic) return undefined;
  const own = first?.kind === 'string' ? first.value : undefined;
  const concurrently = operation.keywords.some(
    (keyword) => keyword.name === 'postgresql_concurrently',
  );
  const on = table === undefined ? undefined : sqlName({ schema, name: table });
  if (name === 'drop_table' && on !== undefined) return `DROP TABLE IF EXISTS ${on}`;
  if (name === 'drop_index' && own !== undefined && !concurrently)
    return `DROP INDEX IF EXISTS ${sqlName({ schema, name: own })}`;
  if (name === 'drop_column' && on !== undefined && column !== undefined)
    return `ALTER TABLE ${on} DROP COLUMN IF EXISTS ${quoted(column)}`;
  return name === 'drop_constraint' && on !== undefined && own !== undefined
    ? `ALTER TABLE ${on} DROP CONSTRAINT IF EXISTS ${quoted(own)}`
    : undefined;
}

function fixes(migration: Migration, operation: Operation, guard: Guard): Fix[] {
  if (operation.via !== undefined || operation.rounds) return [];
  const sql = guarded(operation, guard);
  const statement = statementOf(migration, operation.range);
  if (sql !== undefined && statement)
    return [
      {
        title: 'Guard it in SQL',
        safety: 'review',
        edits: [replaceStatement(migration, statement, [execute(sql)])],
      },
    ];
  const edit = never.test(operation.name) ? withoutKeyword(migration, operation, guard) : undefined;
  return edit ? [{ title: `Remove ${guard}=`, safety: 'review', edits: [edit] }] : [];
}

/** Takes the argument out, with the comma before it. */
function withoutKeyword(
  migration: Migration,
  { range }: Operation,
  name: Guard,
): FileEdit | undefined {
  const keyword = keywordOf(migration, range, name);
  const list = callNode(migration.module, range)?.getChild('ArgList');
  let comma: { from: number; to: number } | undefined;
  for (
    let node = list?.firstChild;
    node && keyword && node.from < keyword.range.from;
    node = node.nextSibling
  )
    if (node.name === ',') comma = node;
  return keyword && comma
    ? {
        kind: 'replace',
        file: migration.file,
        range: { from: comma.from, to: keyword.range.to },
        text: '',
      }
    : undefined;
}
