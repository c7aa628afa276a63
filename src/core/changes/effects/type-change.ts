import { castBetween, isBuiltIn, type Cast } from './casts.js';
import { typeParts, type TypeParts } from './type-text.js';

/** What a change of a column's type does to the table's file. */
export type TypeChange =
  /** Only the catalogs; indexes stay. */
  | 'same storage'
  /** Only the catalogs, but indexes on the column are built anew. */
  | 'index rebuilt'
  /** As above where the session's time zone is UTC, from PostgreSQL 12; else a rewrite. */
  | 'time zone'
  | 'rewrite'
  /** No cast that PostgreSQL takes by itself. */
  | 'needs using'
  /** Not even when told. */
  | 'no cast'
  | 'unknown';

export interface TypeChangeInput {
  /** As `format_type` prints them, domains replaced by what they are made of. */
  readonly from: string;
  readonly to: string;
  /** The target is a domain with a CHECK or NOT NULL: its values have to be checked. */
  readonly constrained: boolean;
  /** Text of USING; `plain`: it is only the column, perhaps cast to the new type. */
  readonly using: 'none' | 'plain' | 'other';
  readonly isEnum: (name: string) => boolean;
}

/** Measured on PostgreSQL 10 to 18 for some 180 pairs. */
export function typeChange(input: TypeChangeInput): TypeChange {
  const [from, to] = [typeParts(input.from), typeParts(input.to)];
  const cast = castBetween(from, to, input.isEnum);
  if (input.using === 'other') return 'rewrite';
  const kept = withoutRewrite(from, to);
  if (kept) return input.constrained ? 'rewrite' : kept;
  if (cast === 'unknown') return 'unknown';
  return cast === 'assignment' || (input.using === 'plain' && cast === 'explicit')
    ? 'rewrite'
    : input.using === 'plain'
      ? 'no cast'
      : 'needs using';
}

/**
 * Whether a change to this type rewrites the table whatever other type the column has: no type is
 * stored alike. (`integer` and `oid` are, but nobody's column is an `oid`.)
 */
export function rewritesFromAny(printed: string, isEnum: (name: string) => boolean): boolean {
  const { base, array } = typeParts(printed);
  if (!isBuiltIn(base) && !isEnum(base)) return false;
  const alike = Object.keys(pairs).some(
    (pair) => pair.endsWith(` -> ${base}`) && !pair.startsWith('oid '),
  );
  return array || !alike;
}

/** Whether a default of the old type is turned into one of the new by itself. */
export function defaultCast(from: string, to: string, isEnum: (name: string) => boolean): Cast {
  return castBetween(typeParts(from), typeParts(to), isEnum);
}

function withoutRewrite(from: TypeParts, to: TypeParts): TypeChange | undefined {
  if (from.array || to.array)
    return from.array && to.array && same(from, to) ? 'same storage' : undefined;
  if (same(from, to)) return 'same storage';
  const pair = `${from.base} -> ${to.base}`;
  const rule = Object.hasOwn(pairs, pair) ? pairs[pair] : undefined;
  return rule?.(from, to);
}

const same = (from: TypeParts, to: TypeParts) =>
  from.base === to.base &&
  from.modifiers.join() === to.modifiers.join() &&
  from.fields === to.fields;

type Rule = (from: TypeParts, to: TypeParts) => TypeChange | undefined;

const when = (holds: boolean): TypeChange | undefined => (holds ? 'same storage' : undefined);
const unlimited = (type: TypeParts) => type.modifiers.length === 0;
const modifier = (type: TypeParts) => type.modifiers[0] ?? 0;

const wider: Rule = (from, to) =>
  when(unlimited(to) || (!unlimited(from) && modifier(to) >= modifier(from)));

/** Seconds have six digits where nothing is said. */
const precision = (type: TypeParts) => type.modifiers[0] ?? 6;
const finer: Rule = (from, to) => when(precision(to) >= 6 || precision(to) >= precision(from));

const zoned: Rule = (_from, to) => (precision(to) >= 6 ? 'time zone' : undefined);
const rebuilt: Rule = () => 'index rebuilt';
const rebuiltUnlimited: Rule = (_from, to) => (unlimited(to) ? 'index rebuilt' : undefined);

const pairs: Readonly<Record<string, Rule>> = {
  'character varying -> character varying': wider,
  'character varying -> text': () => 'same storage',
  'text -> character varying': (_from, to) => when(unlimited(to)),
  'bit varying -> bit varying': wider,
  'numeric -> numeric'(from, to) {
    const sameScale = (from.modifiers[1] ?? 0) === (to.modifiers[1] ?? 0);
    const larger = !unlimited(from) && modifier(to) >= modifier(from);
    return when(unlimited(to) || (sameScale && larger));
  },
  'timestamp without time zone -> timestamp without time zone': finer,
  'timestamp with time zone -> timestamp with time zone': finer,
  'time without time zone -> time without time zone': finer,
  'time with time zone -> time with time zone': finer,
  'timestamp without time zone -> timestamp with time zone': zoned,
  'timestamp with time zone -> timestamp without time zone': zoned,
  'interval -> interval'(from, to) {
    const fields = leastField(to.fields) <= leastField(from.fields);
    return fields ? finer(from, to) : undefined;
  },
  'cidr -> inet': () => 'same storage',
  'xml -> text': () => 'same storage',
  'text -> citext': rebuilt,
  'character varying -> citext': rebuilt,
  'citext -> text': rebuilt,
  'citext -> character varying': rebuiltUnlimited,
  'integer -> oid': rebuilt,
  'oid -> integer': rebuilt,
};

/** `intervaltypmodleastfield` of PostgreSQL's timestamp.c: 0 for seconds, 5 for years. */
function leastField(fields: string): number {
  const last = fields.split(' ').at(-1) ?? '';
  const rank = ['second', 'minute', 'hour', 'day', 'month', 'year'].indexOf(last);
  return Math.max(0, rank);
}
