import { execute } from '../../changes/inverse/python.js';
import { best } from '../../changes/known-schema.js';
import { objectText } from '../../changes/object-text.js';
import { dropKeyword } from '../calls.js';
import type { Fix } from '../finding.js';
import { rewriting, soleStatement } from '../own-statement.js';
import type { Migration, RuleOn } from '../rule.js';
import { isSmall } from '../small-table.js';
import { edited, linesOf } from '../statements.js';
import { columnText, type TypeChange, typePlace } from '../type-change.js';

export const typeChangeRewrites: RuleOn<'change'> = {
  id: 'type-change-rewrites',
  title: 'A change of type rewrites the table',
  category: 'locks',
  severity: 'warning',
  upgradeOnly: true,
  on: 'change',
  *check({ change, effects, migration, before }, context) {
    if (change.kind !== 'set_column_type') return;
    const rewritten = effects.relations.some(({ role, rewrites }) => role === 'table' && rewrites);
    if (!rewritten || isSmall(change.table, context)) return;
    const column = before.column(change.table, change.column);
    const from = best(column)?.type.name ?? change.existing?.name ?? '';
    const to = change.type.name ?? 'the new type';
    const unless = from === '' && !change.using ? ', unless it is that already' : '';
    const zone = effects.unknown !== undefined && context.postgres >= 12;
    const inUtc = isTimestamp(from) && isTimestamp(to) && context.postgres >= 12;
    yield {
      at: typePlace(migration, change),
      message: `Making ${columnText(change)} ${to} writes all of ${objectText(change.table)} and its indexes anew under a lock that blocks reads and writes${zone ? ", unless the session's time zone is UTC" : unless}.`,
      help: inUtc
        ? "If the times are in UTC: SET LOCAL timezone = 'UTC' before, and no USING; then nothing is written anew, but an index on the column is rebuilt."
        : expandAndContract(change),
      ...(zone ? { severity: 'info' as const } : {}),
      fixes: inUtc ? fixes(migration, change) : [],
    };
  },
};

const isTimestamp = (type: string) => /^timestamp.* with(?:out)? time zone$/.test(type);

function expandAndContract({ table, column, type }: TypeChange): string {
  const name = `${column}_new`;
  return `Expand and contract, in revisions of their own: add ${name} (${type.name ?? 'the new type'}) to ${objectText(table)}, let a trigger keep it equal, fill it outside the transaction in batches, then drop ${column} and rename ${name} in one short transaction.`;
}

/** The time zone before it, and no USING that says the same. */
function fixes(migration: Migration, change: TypeChange): Fix[] {
  const { source, using } = change;
  const statement = soleStatement(migration, change);
  if (!statement || change.autocommit) return [];
  const parts = migration.upgrade.filter(
    (step) => step.change.source.operation === source.operation,
  );
  const inUtc = /^\(*"?\w+"? at time zone 'utc'(?:::text)?\)*$/i.test(using?.sql ?? '');
  const isPlain = using === undefined;
  if (source.sql !== undefined && (parts.length > 1 || !isPlain)) return [];
  if (!isPlain && !inUtc) return [];
  const without = dropKeyword(migration, source.operation.range, 'postgresql_using');
  const own = isPlain ? statement : edited(statement, without);
  const lines = own && [execute("SET LOCAL timezone = 'UTC'"), ...linesOf(own)];
  return rewriting('Set the time zone to UTC for it', migration, own && statement, lines);
}
