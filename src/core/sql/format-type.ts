/**
 * The names that PostgreSQL's `format_type` prints for built-in types, by the names they have in
 * the catalogs and in SQL. Source: `format_type_extended` and the grammar of type names.
 */
const printed: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bpchar: 'character',
  char: 'character',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  time: 'time without time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
  varchar: 'character varying',
};

const serials: Readonly<Record<string, string>> = {
  serial: 'integer',
  serial2: 'smallint',
  serial4: 'integer',
  serial8: 'bigint',
  bigserial: 'bigint',
  smallserial: 'smallint',
};

/** The integer type under `serial` and friends; undefined for any other type. */
export function integerOfSerial(name: string): string | undefined {
  return Object.hasOwn(serials, name) ? serials[name] : undefined;
}

/**
 * A type as `format_type` prints it, e.g. `formatType('varchar', ['64'])` is
 * `character varying(64)`. `name` is lower case and unquoted; `modifiers` are as written.
 */
export function formatType(name: string, modifiers: readonly string[] = []): string {
  const base = Object.hasOwn(printed, name) ? (printed[name] ?? name) : name;
  // Without a length it is not `character`, which is one character long.
  if (modifiers.length === 0) return name === 'bpchar' ? name : base;
  const numbers = base === 'numeric' && modifiers.length === 1 ? [...modifiers, '0'] : modifiers;
  const zone = / with(out)? time zone$/.exec(base);
  const head = zone ? base.slice(0, zone.index) : base;
  return `${head}(${numbers.join(',')})${zone?.[0] ?? ''}`;
}

/** A name as PostgreSQL prints it: in quotes only where it needs them. */
export function printIdentifier(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !isReserved(name);
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Whether a name is a key word that names tables and columns only in quotes (kwlist.h). */
export const isReserved = (name: string) => keywords.has(name);

const keywords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check
  collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user default deferrable desc
  distinct do else end except false fetch for foreign freeze from full grant group having ilike in
  initially inner intersect into is isnull join lateral leading left like limit localtime
  localtimestamp natural not notnull null offset on only or order outer overlaps placing primary
  references returning right select session_user similar some symmetric system_user table
  tablesample then to trailing true union unique user using variadic verbose when where window
  with`.split(/\s+/),
);
