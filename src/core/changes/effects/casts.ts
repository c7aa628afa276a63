import type { TypeParts } from './type-text.js';

/** How PostgreSQL gets from one type to another: by itself on assignment, only when told, never. */
export type Cast = 'assignment' | 'explicit' | 'none' | 'unknown';

const strings = ['text', 'character varying', 'character', 'name', 'citext'];
const numbers = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];

/** Other casts that ALTER COLUMN TYPE takes by itself (`pg_cast.castcontext` a or i). */
const assignments: Readonly<Record<string, readonly string[]>> = {
  smallint: ['money', 'oid', 'regclass'],
  integer: ['money', 'oid', 'regclass'],
  bigint: ['money', 'oid', 'regclass'],
  numeric: ['money'],
  money: ['numeric'],
  oid: ['integer', 'bigint'],
  date: ['timestamp without time zone', 'timestamp with time zone'],
  'timestamp without time zone': ['date', 'time without time zone', 'timestamp with time zone'],
  'timestamp with time zone': [
    'date',
    'time without time zone',
    'time with time zone',
    'timestamp without time zone',
  ],
  'time without time zone': ['time with time zone', 'interval'],
  'time with time zone': ['time without time zone'],
  interval: ['time without time zone'],
  json: ['jsonb'],
  jsonb: ['json'],
  cidr: ['inet'],
  inet: ['cidr'],
  macaddr: ['macaddr8'],
  macaddr8: ['macaddr'],
  bit: ['bit varying'],
  'bit varying': ['bit'],
};

/** Casts that have to be written. */
const explicits: Readonly<Record<string, readonly string[]>> = {
  integer: ['boolean', 'bit'],
  bigint: ['bit'],
  boolean: ['integer'],
  jsonb: ['boolean', ...numbers],
  hstore: ['json', 'jsonb'],
  bit: ['integer', 'bigint'],
};

/** Types of which all casts are listed here. */
const known = new Set([
  ...strings,
  ...numbers,
  ...Object.keys(assignments),
  ...Object.values(assignments).flat(),
  ...Object.keys(explicits),
  'boolean',
  'bytea',
  'uuid',
  'xml',
  'tsvector',
  'tsquery',
  'jsonpath',
  'int4range',
  'int8range',
  'numrange',
  'tsrange',
  'tstzrange',
  'daterange',
]);

export const isBuiltIn = (base: string) => known.has(base);

/** The way from one type to another. `isEnum` tells of names that are the user's enums. */
export function castBetween(
  from: TypeParts,
  to: TypeParts,
  isEnum: (name: string) => boolean,
): Cast {
  if (from.array || to.array) return arrayCast(from, to, isEnum);
  if (from.base === to.base) return 'assignment';
  if (strings.includes(to.base)) return 'assignment';
  const numeric = numbers.includes(from.base) && numbers.includes(to.base);
  if (numeric || assignments[from.base]?.includes(to.base)) return 'assignment';
  const isKnown = (base: string) => known.has(base) || isEnum(base);
  if (!isKnown(from.base) || !isKnown(to.base)) return 'unknown';
  if (strings.includes(from.base)) return 'explicit';
  return explicits[from.base]?.includes(to.base) ? 'explicit' : 'none';
}

function arrayCast(from: TypeParts, to: TypeParts, isEnum: (name: string) => boolean): Cast {
  if (from.array && to.array)
    return castBetween({ ...from, array: false }, { ...to, array: false }, isEnum);
  if (from.array) return strings.includes(to.base) ? 'assignment' : 'none';
  return strings.includes(from.base) ? 'explicit' : 'none';
}
