/** Takes a constraint or an index out of `op.add_column`, to be added more gently after it. */
import type { Change, ChangeOf } from '../changes/change.js';
import {
  autocommitBlock,
  call,
  execute,
  list,
  quoted,
  schemaOf,
  sqlName,
  text,
} from '../changes/inverse/python.js';
import { createConstraint, unknownConstraint } from '../changes/inverse/render-constraint.js';
import type { KnownConstraint } from '../changes/known-schema.js';
import type { ObjectName } from '../changes/objects.js';
import type { CallValue, SourceRange } from '../python/value.js';
import { callsIn, keywordOf } from './calls.js';
import type { Fix } from './finding.js';
import { rewriting, soleStatement } from './own-statement.js';
import type { Migration } from './rule.js';
import { edited, linesOf } from './statements.js';

/** The lines of the statement without a part of its `sa.Column(…)`, its comma included. */
function linesWithout(
  migration: Migration,
  change: Change,
  part: SourceRange | undefined,
): readonly string[] | undefined {
  const statement = change.autocommit ? undefined : soleStatement(migration, change);
  if (!statement || !part) return undefined;
  const { file, text: source } = migration;
  const comma = /,\s*$/.exec(source.slice(0, part.from));
  if (!comma) return undefined;
  const range = { from: comma.index, to: part.to };
  const rest = edited(statement, { kind: 'replace', file, range, text: '' });
  return rest && linesOf(rest);
}

/** The one `sa.ForeignKey(…)` or `sa.CheckConstraint(…)` in it. */
function onlyCall({ source }: Change, name: string): CallValue | undefined {
  const found = callsIn(source.operation, [name]);
  return found.length === 1 ? found[0] : undefined;
}

function columnKeyword(migration: Migration, change: Change, name: string) {
  const [column] = callsIn(change.source.operation, ['Column']);
  return column && keywordOf(migration, column.range, name)?.range;
}

const endings = { foreign_key: 'fkey', check: 'check', unique: 'key' } as const;

/** As PostgreSQL calls what has no name; undefined where that is too long to be put together so. */
function nameFor(change: ChangeOf<'add_constraint'>, column: string): string | undefined {
  const { name, type } = change.constraint;
  const ending = type in endings ? endings[type as keyof typeof endings] : type;
  const chosen = name ?? `${change.table.name}_${column}_${ending}`;
  return chosen.length > 63 ? undefined : chosen;
}

/** The foreign key or check of a new column, added NOT VALID after it and then validated. */
export function constraintAfterColumn(
  migration: Migration,
  change: ChangeOf<'add_constraint'>,
  column: string,
): Fix[] {
  const { constraint, table, source } = change;
  if (source.operation.name !== 'add_column') return [];
  const part = onlyCall(change, constraint.type === 'check' ? 'CheckConstraint' : 'ForeignKey');
  const lines = linesWithout(migration, change, part?.range);
  const name = nameFor(change, column);
  const known: KnownConstraint = {
    ...{ name, definition: constraint, columns: [column], valid: false, enforced: true },
    ...{ origin: change, at: 0 },
  };
  if (!lines || name === undefined || unknownConstraint(known)) return [];
  return rewriting(
    'Add it NOT VALID after the column, then validate it',
    migration,
    soleStatement(migration, change),
    [
      ...lines,
      createConstraint(table, known),
      autocommitBlock,
      `    ${execute(`ALTER TABLE ${sqlName(table)} VALIDATE CONSTRAINT ${quoted(name)}`)}`,
    ],
  );
}

/** Lines that build an index CONCURRENTLY, after dropping what a failed try may have left. */
export function buildConcurrently(
  name: string,
  table: ObjectName,
  columns: readonly string[],
  unique: boolean,
): readonly string[] {
  const index = sqlName({ schema: table.schema, name });
  const create = call(
    'op.create_index',
    text(name),
    text(table.name),
    list(columns),
    unique ? 'unique=True' : undefined,
    schemaOf(table),
    'postgresql_concurrently=True',
  );
  const drop = execute(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
  return [autocommitBlock, `    ${drop}`, `    ${create}`];
}

/** `index=True` of a new column, as an index that is built after it. */
export function indexAfterColumn(
  migration: Migration,
  change: ChangeOf<'create_index'>,
  name: string,
): Fix[] {
  const { table, keys, unique } = change.index;
  const columns = keys?.flatMap(({ column }) => column ?? []);
  const lines = linesWithout(migration, change, columnKeyword(migration, change, 'index'));
  const alone = columnKeyword(migration, change, 'unique') === undefined;
  if (!lines || !columns || !alone) return [];
  const statement = soleStatement(migration, change);
  const after = buildConcurrently(name, table, columns, unique ?? false);
  return rewriting('Build it CONCURRENTLY after', migration, statement, [...lines, ...after]);
}

/** `unique=True` of a new column, as a constraint that takes an index built after it. */
export function uniqueAfterColumn(
  migration: Migration,
  change: ChangeOf<'add_constraint'>,
  column: string,
): Fix[] {
  const lines = linesWithout(migration, change, columnKeyword(migration, change, 'unique'));
  const name = nameFor(change, column);
  if (!lines || name === undefined) return [];
  const { table } = change;
  return rewriting(
    'Build its index CONCURRENTLY after',
    migration,
    soleStatement(migration, change),
    [
      ...lines,
      ...buildConcurrently(name, table, [column], true),
      usingIndex(table, name, 'UNIQUE'),
    ],
  );
}

export function usingIndex(
  table: ObjectName,
  name: string,
  kind: 'UNIQUE' | 'PRIMARY KEY',
): string {
  return execute(
    `ALTER TABLE ${sqlName(table)} ADD CONSTRAINT ${quoted(name)} ${kind} USING INDEX ${quoted(name)}`,
  );
}
