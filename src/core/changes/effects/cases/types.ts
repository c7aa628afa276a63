import { best, type KnownColumn, type KnownTable } from '../../known-schema.js';
import type { ChangeOf } from '../../change.js';
import { columnUsers } from '../column-users.js';
import { defaultCast, rewritesFromAny, typeChange } from '../type-change.js';
import {
  type Case,
  type CaseContext,
  type Cases,
  mentions,
  referencedBy,
  tableIn,
} from './case.js';
import { resolveType } from './domains.js';

export const typeCases: Cases = {
  set_column_type(change, context) {
    const table = tableIn(context.schema, change.table);
    const column = context.schema && best(context.schema.column(change.table, change.column));
    const file = ofFile(change, column, context);
    if (!table || !column) return [file];
    const [blocked] = [...columnUsers(change.table, change.column, context.schema)];
    if (blocked) return [{ row: blocked.row }];
    const rewrites = rewriting(file, context);
    return [
      file,
      ...ofDefault(change, column, context),
      ...(rewrites ? [] : ofIndexes(change, table, file)),
      ...(rewrites ? [] : ofChecks(change, table)),
      ...ofForeignKeys(change, table, rewrites, context),
      ...(column.identity && column.sequence !== undefined
        ? [
            {
              row: 'type-identity',
              relations: { sequence: [{ schema: table.name.schema, name: column.sequence }] },
            } as const,
          ]
        : []),
    ];
  },
};

type Change = ChangeOf<'set_column_type'>;

const rewriting = ({ row, unknown }: Case, { postgres }: CaseContext) =>
  row === 'type-rewrite' || (row === 'type-time-zone' && (postgres < 12 || unknown !== undefined));

/** What becomes of the table's file. */
function ofFile(change: Change, column: KnownColumn | undefined, context: CaseContext): Case {
  const { schema } = context;
  const [from, to] = [column?.type.name ?? change.existing?.name, change.type.name];
  const isEnum = (name: string) =>
    schema !== undefined && best(schema.enum({ name })) !== undefined;
  if (from === undefined || to === undefined) {
    const whatever = usingOther(change) || (to !== undefined && rewritesFromAny(to, isEnum));
    if (whatever) return { row: 'type-rewrite' };
    const which = from === undefined ? 'the type that the column has' : 'the new type';
    return { row: 'type-same-storage', unknown: `${which} is not known` };
  }
  const [old, target] = [resolveType(from, schema), resolveType(to, schema)];
  const result =
    from === to && !usingOther(change)
      ? 'same storage'
      : typeChange({
          from: old.base,
          to: target.base,
          // A domain's own length is not compared with the column's.
          constrained:
            target.constrained || (old.domain && !target.domain && old.base !== target.base),
          using: usingOf(change, to),
          isEnum,
        });
  switch (result) {
    case 'same storage':
      return { row: 'type-same-storage' };
    case 'index rebuilt':
      return { row: 'type-index-rebuilt' };
    case 'time zone':
      return context.utc === true
        ? { row: 'type-time-zone' }
        : { row: 'type-rewrite', unknown: "it rewrites unless the session's time zone is UTC" };
    case 'rewrite':
      return { row: 'type-rewrite' };
    case 'needs using':
      return { row: 'type-needs-using' };
    case 'no cast':
      return { row: 'type-no-cast' };
    case 'unknown':
      return {
        row: 'type-same-storage',
        unknown: `whether ${from} can be changed to ${to} without a rewrite is not known`,
      };
  }
}

const usingOther = (change: Change) => usingOf(change, change.type.name ?? '') === 'other';

/** `USING c` and `USING c::newtype` are what PostgreSQL does anyway. */
function usingOf({ column, using }: Change, to: string): 'none' | 'plain' | 'other' {
  if (!using) return 'none';
  const text = using.sql?.toLowerCase().replace(/["()\s]/g, '');
  if (text === undefined) return 'other';
  const plain = [column, `${column}::${to}`, `cast${column}as${to}`, `${column}::${short(to)}`];
  return plain.some((form) => form.toLowerCase().replace(/["()\s]/g, '') === text)
    ? 'plain'
    : 'other';
}

const short = (type: string) =>
  type
    .replace('character varying', 'varchar')
    .replace(/^timestamp(.*) with time zone$/, 'timestamptz$1')
    .replace(/^timestamp(.*) without time zone$/, 'timestamp$1')
    .replace(/^integer$/, 'int');

function ofDefault(change: Change, column: KnownColumn, { schema }: CaseContext): Case[] {
  const [from, to] = [column.type.name, change.type.name];
  if (!column.default || from === undefined || to === undefined || from === to) return [];
  if (/^null/i.test(column.default.sql ?? '')) return [];
  const isEnum = (name: string) =>
    schema !== undefined && best(schema.enum({ name })) !== undefined;
  const own = ownType(column.default.sql ?? '', from);
  if (own === undefined) return [];
  const [old, target] = [resolveType(own, schema).base, resolveType(to, schema).base];
  const cast = defaultCast(old, target, isEnum);
  return cast === 'explicit' || cast === 'none' ? [{ row: 'type-default-cast' }] : [];
}

/**
 * The type that a default has by itself, which is what PostgreSQL casts anew: the cast to the column's
 * type was implicit, and is taken off first. A string has none but the column's. Undefined where only
 * the server knows.
 */
function ownType(sql: string, column: string): string | undefined {
  const text = sql.trim();
  const [, cast] = /^'(?:[^']|'')*'::([\w ]+)$/.exec(text) ?? [];
  if (cast !== undefined) return cast.trim();
  if (/^'(?:[^']|'')*'$/.test(text)) return column;
  if (/^[-+]?\d+$/.test(text)) return 'integer';
  if (/^(?:true|false)$/i.test(text)) return 'boolean';
  return Object.entries(resultTypes).find(([, call]) => call.test(text))?.[0];
}

const resultTypes: Readonly<Record<string, RegExp>> = {
  uuid: /^(?:public\.)?(?:gen_random_uuid|uuid_generate_v\d\w*|uuidv[47])\(\)$/i,
  'timestamp with time zone':
    /^(?:(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|current_timestamp)$/i,
  date: /^current_date$/i,
  bigint: /^nextval\(.*\)$/i,
};

/** Partial and expression indexes on the column are built anew, others where the order changes. */
function ofIndexes({ column }: Change, table: KnownTable, { row }: Case): Case[] {
  const rebuilt = table.indexes.filter(({ definition: { keys, predicate } }) => {
    const plain = keys?.some((key) => key.column === column) ?? false;
    const inside = (keys ?? []).some(({ expression }) => mentions(expression?.sql, column));
    const partial = predicate !== undefined && (plain || mentions(predicate.sql, column));
    return (
      inside || partial || (plain && (row === 'type-index-rebuilt' || row === 'type-time-zone'))
    );
  });
  return rebuilt.length === 0
    ? []
    : [{ row: 'type-same-storage', builds: rebuilt.map(({ name }) => name) }];
}

function ofChecks({ column }: Change, table: KnownTable): Case[] {
  const checked = table.constraints.some(
    ({ definition, columns, valid, enforced, doubt }) =>
      definition.type === 'check' && valid && enforced && !doubt && columns?.includes(column),
  );
  return checked ? [{ row: 'type-check' }] : [];
}

function ofForeignKeys(
  { column, table: name }: Change,
  table: KnownTable,
  rewrites: boolean,
  { schema }: CaseContext,
): Case[] {
  const referenced = referencedBy(table, column);
  const referencing = (schema?.referencesTo(name) ?? []).flatMap(({ table: other, constraint }) => {
    const { definition } = constraint;
    const columns = definition.type === 'foreign_key' ? definition.referencedColumns : undefined;
    return columns === undefined || columns.includes(column) ? [other.name] : [];
  });
  if (referenced.length + referencing.length === 0) return [];
  const row = rewrites ? 'type-foreign-key-rewrite' : 'type-foreign-key';
  return [{ row, relations: { referenced, referencing } }];
}
