import { tokensOf } from '../../sql/tokens.js';
import type { KnownSchema } from '../known-schema.js';
import { best } from '../known-schema.js';
import type { Expression } from '../objects.js';

/** Whether an expression gives another value for each row; a reason where nobody can tell. */
export type Volatility = 'volatile' | 'stable' | { readonly unknown: string };

/**
 * Functions that PostgreSQL and its own extensions declare VOLATILE (`pg_proc.provolatile`).
 * https://www.postgresql.org/docs/current/xfunc-volatility.html
 */
const volatile = new Set(
  `clock_timestamp currval gen_random_bytes gen_random_uuid gen_salt lastval nextval pg_sleep random
  random_normal setseed setval timeofday txid_current_snapshot_volatile uuid_generate_v1
  uuid_generate_v1mc uuid_generate_v4 uuidv4 uuidv7`.split(/\s+/),
);

/** STABLE or IMMUTABLE functions that defaults are made of, and what looks like a call but is none. */
const stable = new Set(
  `abs age array array_append array_fill array_to_json btrim cast ceil char_length coalesce concat
  concat_ws current_database current_date current_role current_schema current_setting current_time
  current_timestamp current_user date_bin date_part date_trunc decode digest encode enum_first
  enum_last enum_range exp extract floor format greatest hashtext hstore in inet_client_addr
  inet_server_addr initcap interval json_array json_build_array json_build_object json_object jsonb
  jsonb_array jsonb_build_array jsonb_build_object jsonb_object jsonb_set least left length
  localtime localtimestamp lower lpad ltrim make_date make_interval make_time make_timestamp
  make_timestamptz md5 mod now nullif numeric numrange daterange int4range int8range tsrange
  tstzrange overlay pg_backend_pid pg_current_xact_id position power quote_literal repeat replace
  reverse right round row row_to_json rpad rtrim session_user sha256 sha512 sign split_part sqrt
  statement_timestamp string_to_array substr substring timestamp timestamptz timezone to_char
  to_date to_json to_jsonb to_number to_timestamp to_tsvector transaction_timestamp translate trim
  trunc txid_current upper user uuid_nil uuid_ns_dns uuid_generate_v3 uuid_generate_v5 varchar
  values version time char character bit decimal and or not any all some exists when then else
  between like ilike is as from using`.split(/\s+/),
);

/** The volatility of a column's default. Without the schema functions of the user's are unknown. */
export function volatilityOf({ sql }: Expression, schema?: KnownSchema): Volatility {
  if (sql === undefined) return { unknown: 'the default is only known at run time' };
  let worst: Volatility = 'stable';
  for (const name of calledIn(sql)) {
    if (volatile.has(name)) return 'volatile';
    if (stable.has(name)) continue;
    const own = ofUserFunction(name, schema);
    if (own === 'volatile') return own;
    if (own !== 'stable') worst = own;
  }
  return worst;
}

/** Names directly before an opening parenthesis, unquoted and without their schema. */
function calledIn(sql: string): string[] {
  const tokens = [...tokensOf(sql)].filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  return tokens.flatMap(({ kind, from, to }, index) => {
    const next = tokens[index + 1];
    if (!next || sql.slice(next.from, next.to) !== '(') return [];
    const text = sql.slice(from, to);
    if (kind === 'identifier') return [text.slice(1, -1)];
    return kind === 'word' ? [text.toLowerCase()] : [];
  });
}

/** By what its CREATE FUNCTION says; VOLATILE where it says nothing. */
function ofUserFunction(name: string, schema: KnownSchema | undefined): Volatility {
  const made = schema && best(schema.object('function', { name }));
  const text = made?.sql?.replace(/\$(\w*)\$.*?\$\1\$/gs, '').replace(/'(?:[^']|'')*'/g, '');
  if (text === undefined) return { unknown: `whether ${name}() is volatile is not known` };
  if (/\b(immutable|stable)\b/i.test(text)) return 'stable';
  // PostgreSQL may inline a function in SQL to a constant.
  return /\blanguage\s+sql\b/i.test(text)
    ? { unknown: `whether PostgreSQL inlines ${name}() is not known` }
    : 'volatile';
}
