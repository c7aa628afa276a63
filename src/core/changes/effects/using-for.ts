import { printIdentifier } from '../../sql/format-type.js';
import { typeParts } from './type-text.js';

/** What makes values of one type into those of another. */
export interface UsingInput {
  readonly column: string;
  /** As `format_type` prints them. */
  readonly from: string;
  readonly to: string;
  readonly isEnum: (name: string) => boolean;
}

const numbers = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];
const strings = ['text', 'character varying', 'character', 'citext'];

/**
 * The expression for USING that turns values into another type and means the same; undefined where
 * there is none, or several that mean different things (a text into an array, a number into a time).
 */
export function usingFor({ column, from, to, isEnum }: UsingInput): string | undefined {
  const name = printIdentifier(column);
  const [old, target] = [typeParts(from), typeParts(to)];
  const cast = `${name}::${to}`;
  if (old.array || target.array) {
    if (old.array && target.array) return isEnum(old.base) ? `${name}::text[]::${to}` : cast;
    if (old.array && target.base === 'jsonb') return `to_jsonb(${name})`;
    return old.array && target.base === 'json' ? `to_json(${name})` : undefined;
  }
  if (target.base === 'boolean' && numbers.includes(old.base)) return `${name} <> 0`;
  if (old.base === 'boolean' && numbers.includes(target.base))
    return target.base === 'integer' ? cast : `${name}::integer::${to}`;
  if (strings.includes(old.base))
    return target.base === 'bytea' ? `convert_to(${name}, 'UTF8')` : cast;
  if (isEnum(old.base) && isEnum(target.base)) return `${name}::text::${to}`;
  if (old.base === 'json' || old.base === 'jsonb') return `(${name} #>> '{}')::${to}`;
  if (old.base === 'hstore') return target.base.startsWith('json') ? cast : undefined;
  if (target.base === 'jsonb') return `to_jsonb(${name})`;
  return target.base === 'json' ? `to_json(${name})` : undefined;
}
