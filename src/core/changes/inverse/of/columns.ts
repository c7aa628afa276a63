import { mentions } from '../../effects/cases/case.js';
import { castBetween } from '../../effects/casts.js';
import { typeParts } from '../../effects/type-text.js';
import { best, type KnownColumn, type KnownIndex, type KnownSchema } from '../../known-schema.js';
import type { ObjectName } from '../../objects.js';
import { code, type Inverse, nothing, notDerivable } from '../inverse.js';
import { call, execute, keyword, quoted, schemaOf, sqlName, sqlText, text } from '../python.js';
import { addColumn, unknownIn } from '../render-column.js';
import { createConstraint, unknownConstraint } from '../render-constraint.js';
import { createIndex, unknownIndex } from '../render-index.js';
import { renderType } from '../render-type.js';
import type { Inverses } from './handler.js';

type Kinds =
  | 'add_column'
  | 'drop_column'
  | 'rename_column'
  | 'set_column_type'
  | 'set_column_nullable'
  | 'set_column_default'
  | 'set_column_identity'
  | 'set_column_generated';

export const columns: Pick<Inverses, Kinds> = {
  add_column({ table, column, ifNotExists }, { before }) {
    const known = ifNotExists ? before.column(table, column.name).state : 'absent';
    if (known === 'present') return nothing;
    if (known === 'unknown')
      return notDerivable('whether the column was there before is not known');
    return code([call('op.drop_column', text(table.name), text(column.name), schemaOf(table))]);
  },

  drop_column({ table, column, ifExists }, { before }) {
    const known = before.column(table, column);
    if (known.state === 'absent' && ifExists) return nothing;
    if (known.state !== 'present')
      return notDerivable(
        known.state === 'unknown' ? known.doubt.reason : `no migration before adds ${column}`,
      );
    return rebuildColumn(table, known.value, before);
  },

  rename_column: ({ table, column, to }, { after }) =>
    code([alter(table, to, after, keyword('new_column_name', text(column)))]),

  set_column_type({ table, column, using }, { before, after }) {
    const [old, now] = [best(before.column(table, column)), best(after.column(table, column))];
    const [from, to] = [now?.type.name, old?.type.name];
    if (!old || from === undefined || to === undefined)
      return notDerivable(`the type that ${column} had is not known`);
    const isEnum = (name: string) => best(before.enum({ name })) !== undefined;
    const cast = from === to ? 'assignment' : castBetween(typeParts(from), typeParts(to), isEnum);
    const throughText = isEnum(from) && isEnum(to);
    if ((cast === 'none' || cast === 'unknown') && !throughText)
      return notDerivable(`there is no cast from ${from} back to ${to}`);
    const way = throughText ? `::text::${to}` : `::${to}`;
    const back = cast === 'assignment' ? undefined : `${quoted(column)}${way}`;
    const narrowed = using ? 'what USING made of the values is not undone' : undefined;
    return code([typeChange(table, column, old, now, before, back)], narrowed);
  },

  set_column_nullable({ table, column, nullable }, { before, after }) {
    const known = before.column(table, column);
    if (known.state !== 'present' || known.value.nullable === undefined)
      return notDerivable(`whether ${column} was NOT NULL before is not known`);
    if (known.value.nullable === nullable) return nothing;
    const value = keyword('nullable', known.value.nullable ? 'True' : 'False');
    return code([alter(table, column, after, value)]);
  },

  set_column_default({ table, column }, { before, after }) {
    const known = before.column(table, column);
    const initial = known.state === 'present' ? known.value.default : undefined;
    if (known.state !== 'present' || (initial && initial.sql === undefined))
      return notDerivable(`the default that ${column} had is not known`);
    const value = initial?.sql === undefined ? 'None' : sqlText(initial.sql);
    return code([alter(table, column, after, keyword('server_default', value))]);
  },

  set_column_identity({ table, column }, { before }) {
    const known = best(before.column(table, column));
    if (!known) return notDerivable(`what ${column} was before is not known`);
    const way = known.identity
      ? `ADD GENERATED ${known.identity.toUpperCase()} AS IDENTITY`
      : 'DROP IDENTITY';
    return code([execute(`ALTER TABLE ${sqlName(table)} ALTER COLUMN ${quoted(column)} ${way}`)]);
  },

  set_column_generated({ table, column, generated }, { before }) {
    const known = best(before.column(table, column))?.generated?.expression.sql;
    if (known === undefined || !generated)
      return notDerivable('PostgreSQL cannot make a column generated again');
    const sql = `ALTER COLUMN ${quoted(column)} SET EXPRESSION AS (${known})`;
    return code([execute(`ALTER TABLE ${sqlName(table)} ${sql}`)]);
  },
};

/** The column as it was, with all that DROP COLUMN took along. */
function rebuildColumn(table: ObjectName, column: KnownColumn, schema: KnownSchema): Inverse {
  const owner = best(schema.table(table));
  const constraints = (owner?.constraints ?? []).filter((item) =>
    item.columns?.includes(column.name),
  );
  const indexes = (owner?.indexes ?? []).filter(
    (index) => index.constraint === undefined && uses(index, column.name),
  );
  const unknown =
    unknownIn(column) ??
    constraints.map(unknownConstraint).find((reason) => reason !== undefined) ??
    indexes.map(unknownIndex).find((reason) => reason !== undefined);
  if (unknown !== undefined) return notDerivable(unknown);
  const strict =
    column.nullable === false && !column.default && !column.identity && !column.generated
      ? ', and it is NOT NULL without a default: it can only be added to an empty table'
      : '';
  return code(
    [
      ...addColumn(table, column, schema),
      ...constraints.map((item) => createConstraint(table, item)),
      ...indexes.map((index) => createIndex(index)),
    ],
    `the values of ${column.name} do not come back${strict}`,
  );
}

function uses({ definition: { keys, include, predicate } }: KnownIndex, column: string): boolean {
  return (
    (keys ?? []).some((key) => key.column === column || mentions(key.expression?.sql, column)) ||
    (include ?? []).includes(column) ||
    mentions(predicate?.sql, column)
  );
}

/** `op.alter_column(…)` with what Alembic wants to know of the column as it is. */
function alter(
  table: ObjectName,
  column: string,
  schema: KnownSchema,
  change: string | undefined,
): string {
  const known = best(schema.column(table, column));
  const type = known?.type.name === undefined ? undefined : renderType(known.type.name, schema);
  return call(
    'op.alter_column',
    text(table.name),
    text(column),
    keyword('existing_type', type),
    change,
    change?.startsWith('nullable') ? undefined : existingNullable(known),
    schemaOf(table),
  );
}

const existingNullable = (column: KnownColumn | undefined) =>
  column?.nullable === undefined
    ? undefined
    : `existing_nullable=${column.nullable ? 'True' : 'False'}`;

function typeChange(
  table: ObjectName,
  column: string,
  old: KnownColumn,
  now: KnownColumn | undefined,
  schema: KnownSchema,
  using: string | undefined,
): string {
  const type = renderType(old.type.name ?? '', schema);
  const existing = now?.type.name === undefined ? undefined : renderType(now.type.name, schema);
  if (type === undefined) {
    const way = using === undefined ? '' : ` USING ${using}`;
    const sql = `ALTER COLUMN ${quoted(column)} TYPE ${old.type.name ?? ''}${way}`;
    return execute(`ALTER TABLE ${sqlName(table)} ${sql}`);
  }
  return call(
    'op.alter_column',
    text(table.name),
    text(column),
    keyword('existing_type', existing),
    keyword('type_', type),
    existingNullable(old),
    keyword('postgresql_using', using === undefined ? undefined : text(using)),
    schemaOf(table),
  );
}
