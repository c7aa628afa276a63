import { text } from '../../changes/inverse/python.js';
import type { CallValue, PythonValue, SourceRange } from '../../python/value.js';
import type { Operation } from '../../revisions/revision.js';
import { callNode, callsIn, keywordOf, keywordValue } from '../calls.js';
import type { Fix, RuleFinding } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { importEdits } from '../statements.js';

export const pythonDefaultIgnored: RuleOn<'revision'> = {
  id: 'python-default-ignored',
  title: 'default= in a migration does nothing',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check(migration) {
    const { upgrade, downgrade } = migration.body;
    for (const operation of [...(upgrade?.operations ?? []), ...(downgrade?.operations ?? [])]) {
      if (operation.name === 'alter_column') yield* inCall(migration, operation);
      const adds = operation.name === 'add_column' || operation.name === 'create_table';
      if (!adds || isUsed(migration, operation)) continue;
      for (const column of callsIn(operation, ['Column'])) yield* inCall(migration, column);
    }
  },
};

/** `op.bulk_insert()` into the table that `create_table()` returned does mind `default=`. */
function isUsed({ module }: Migration, { name, range }: Operation): boolean {
  return name === 'create_table' && callNode(module, range)?.parent?.name !== 'ExpressionStatement';
}

function* inCall(
  migration: Migration,
  call: Pick<CallValue, 'keywords' | 'range'>,
): Generator<RuleFinding> {
  const value = keywordValue(call, 'default');
  if (!value || value.kind === 'none' || keywordValue(call, 'server_default')) return;
  const keyword = keywordOf(migration, call.range, 'default');
  const meant = meantBy(value, migration);
  // A function that Python calls for each row has no counterpart: a copy of the model, most likely.
  const isFunction = value.kind === 'name' || value.kind === 'unknown';
  yield {
    at: keyword?.range ?? call.range,
    message:
      'default= is for rows that SQLAlchemy inserts through this very object: the database gets no default.',
    help:
      meant === undefined
        ? 'Leave default= to the model; if the database is to fill the column, give it a server_default.'
        : `Write server_default=${meant} if the database is to fill the column; else leave default= to the model.`,
    ...(isFunction ? { severity: 'info' as const } : {}),
    fixes: keyword && meant !== undefined ? fixes(migration, keyword.range, meant) : [],
  };
}

/** The value of `server_default=` that says the same. */
function meantBy(value: PythonValue, { text: source }: Migration): string | undefined {
  if (value.kind === 'string' && value.holes.length === 0) return text(value.value);
  if (value.kind === 'boolean') return `sa.text('${String(value.value)}')`;
  if (value.kind === 'number') return text(value.text);
  const isSql =
    value.kind === 'call' &&
    /^sqlalchemy\.(?:sql\.)?(?:text|true|false|func\..*)$/.test(value.path ?? '');
  return isSql ? source.slice(value.range.from, value.range.to) : undefined;
}

function fixes(migration: Migration, range: SourceRange, meant: string): Fix[] {
  const imports = meant.startsWith('sa.')
    ? importEdits(migration, ['import sqlalchemy as sa'])
    : [];
  const edit = {
    kind: 'replace',
    file: migration.file,
    range,
    text: `server_default=${meant}`,
  } as const;
  return [{ title: `Write server_default=${meant}`, safety: 'review', edits: [...imports, edit] }];
}
