import type { ChangeOf } from '../../change.js';
import { best, certain, type KnownTable } from '../../known-schema.js';
import { volatilityOf } from '../volatility.js';
import { type Case, type CaseContext, type Cases, referencedBy, tableIn } from './case.js';
import { resolveType } from './domains.js';
import { provesNotNull } from './not-null.js';

export const columnCases: Cases = {
  add_column(change, context) {
    const { table, column, ifNotExists } = change;
    const there = context.schema && certain(context.schema.column(table, column.name));
    if (there) return [{ row: ifNotExists ? 'add-column' : 'add-column-exists' }];
    return [...contents(change, context), ...notNull(change, context)];
  },

  drop_column({ table, column }, { schema }) {
    const known = tableIn(schema, table);
    const referenced = referencedBy(known, column);
    return referenced.length > 0
      ? [{ row: 'drop-column-foreign-key', relations: { referenced } }]
      : [{ row: 'drop-column' }];
  },

  rename_column: () => [{ row: 'rename-column' }],

  set_column_nullable(change, { schema }) {
    const { table, column, nullable } = change;
    const known = tableIn(schema, table);
    if (nullable)
      return [{ row: isInKey(known, column) ? 'drop-not-null-of-key' : 'drop-not-null' }];
    const own = schema && certain(schema.column(table, column));
    if (own?.nullable === false && own.notNull?.valid !== false)
      return [{ row: 'set-not-null-already' }];
    const checks = known?.constraints.filter(
      ({ name, valid, doubt, enforced }) =>
        valid && enforced && !doubt && !droppedHere(change, name),
    );
    const proved = checks?.some(({ definition }) => provesNotNull(definition, column));
    return [{ row: proved ? 'set-not-null-proved' : 'set-not-null' }];
  },

  set_column_default: (change) => [{ row: change.default ? 'set-default' : 'drop-default' }],

  set_column_identity({ table, column, identity }, { schema }) {
    const own = schema && best(schema.column(table, column));
    if (identity === undefined) {
      const sequence = own?.sequence;
      const relations = sequence === undefined ? [] : [{ schema: table.schema, name: sequence }];
      return [{ row: 'drop-identity', relations: { sequence: relations } }];
    }
    return [{ row: own?.nullable === true ? 'add-identity-nullable' : 'add-identity' }];
  },

  set_column_generated({ table, column, generated }, { schema }) {
    if (!generated) return [{ row: 'drop-expression' }];
    const own = schema && best(schema.column(table, column));
    const stored = own?.generated?.stored ?? generated.stored;
    return [{ row: stored ? 'set-expression-stored' : 'set-expression-virtual' }];
  },
};

/** What the values of the new column cost. */
function contents({ column }: ChangeOf<'add_column'>, context: CaseContext): Case[] {
  const { schema, postgres } = context;
  if (column.generated?.stored) return [{ row: 'add-column-stored' }];
  if (column.generated)
    return [
      { row: column.nullable === false ? 'add-column-virtual-checked' : 'add-column-virtual' },
    ];
  if (column.identity) return [{ row: 'add-column-identity' }];
  if (column.type.serial) return [{ row: 'add-column-serial' }];
  const printed = column.type.name;
  const type = printed === undefined ? undefined : resolveType(printed, schema);
  if (type?.constrained && !printed?.endsWith('[]'))
    return [{ row: 'add-column-constrained-domain' }];
  if (!column.default) return [{ row: type?.hasDefault ? 'add-column-default' : 'add-column' }];
  if (isNull(column.default.sql)) return [{ row: 'add-column' }];
  const volatility = volatilityOf(column.default, schema);
  if (volatility === 'volatile') return [{ row: 'add-column-volatile-default' }];
  if (volatility === 'stable' || postgres < 11) return [{ row: 'add-column-default' }];
  return [{ row: 'add-column-default', unknown: volatility.unknown }];
}

/** NOT NULL and nothing that gives the rows a value. */
function notNull({ column }: ChangeOf<'add_column'>, { schema }: CaseContext): Case[] {
  const type = column.type.name === undefined ? undefined : resolveType(column.type.name, schema);
  const strict = column.nullable === false || (type?.notNull ?? false);
  const filled =
    column.generated ?? column.identity ?? column.type.serial ?? (type?.hasDefault || undefined);
  const given = column.default && !isNull(column.default.sql);
  return strict && !filled && !given ? [{ row: 'add-column-not-null' }] : [];
}

const isNull = (sql: string | undefined) => sql !== undefined && /^null(::.*)?$/i.test(sql.trim());

export function isInKey(table: KnownTable | undefined, column: string): boolean {
  return (table?.constraints ?? []).some(
    ({ definition, columns, doubt }) =>
      !doubt && definition.type === 'primary_key' && columns?.includes(column),
  );
}

/** The same ALTER TABLE drops that constraint: PostgreSQL drops first. */
function droppedHere(
  { source }: ChangeOf<'set_column_nullable'>,
  name: string | undefined,
): boolean {
  if (source.sql === undefined || name === undefined) return false;
  const dropped = source.sql.matchAll(/\bdrop\s+constraint\s+(?:if\s+exists\s+)?"?([\w$]+)"?/gi);
  return [...dropped].some(([, found]) => found?.toLowerCase() === name.toLowerCase());
}
