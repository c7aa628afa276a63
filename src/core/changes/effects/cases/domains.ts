import type { KnownSchema } from '../../known-schema.js';
import { best } from '../../known-schema.js';
import { formatType } from '../../../sql/format-type.js';

/** What a type name stands for, domains seen through. */
export interface Resolved {
  /** As `format_type` prints it; undefined where it cannot be known. */
  readonly base: string;
  /** A domain with CHECK or NOT NULL. */
  readonly constrained: boolean;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly domain: boolean;
}

const plain = (base: string): Resolved => ({
  base,
  constrained: false,
  notNull: false,
  hasDefault: false,
  domain: false,
});

/** Resolves a printed type by the CREATE DOMAIN that made it, where it was written as SQL. */
export function resolveType(printed: string, schema: KnownSchema | undefined): Resolved {
  const [name = '', place] = printed.split('.').reverse();
  const domain = schema && best(schema.object('domain', { schema: place, name: unquoted(name) }));
  if (!domain) return plain(printed);
  const text = domain.sql?.replace(/'(?:[^']|'')*'/g, "''");
  const [, type, rest] =
    /^\s*create\s+domain\s+\S+\s+(?:as\s+)?(.*?)\s*(\b(?:check|not\s+null|default|constraint|collate|null)\b.*)?;?\s*$/is.exec(
      text ?? '',
    ) ?? [];
  if (type === undefined) return { ...plain(printed), domain: true };
  const notNull =
    /\bnot\s+null\b/i.test(rest ?? '') && !/\bcheck\b.*\bnot\s+null\b/is.test(rest ?? '');
  return {
    base: canonical(type),
    constrained: notNull || /\bcheck\b/i.test(rest ?? ''),
    notNull,
    hasDefault: /\bdefault\b/i.test(rest ?? ''),
    domain: true,
  };
}

const unquoted = (name: string) => name.replace(/^"(.*)"$/, '$1');

function canonical(written: string): string {
  const [, name = '', modifiers, array = ''] =
    /^([^(]*?)\s*(?:\(([^)]*)\))?\s*((?:\[\])*)$/.exec(written.trim().toLowerCase()) ?? [];
  return formatType(name, modifiers?.split(',').map((text) => text.trim()) ?? []) + array;
}
