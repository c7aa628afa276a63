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
  if (modifiers.length === 0) return base;
  const numbers = base === 'numeric' && modifiers.length === 1 ? [...modifiers, '0'] : modifiers;
  const zone = / with(out)? time zone$/.exec(base);
  const head = zone ? base.slice(0, zone.index) : base;
  return `${head}(${numbers.join(',')})${zone?.[0] ?? ''}`;
}

/** A name as PostgreSQL prints it: in quotes only where it needs them. */
export function printIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
