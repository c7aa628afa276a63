/** What the description of a plan asks for, as far as it says so. */
export type PlannedChange =
  | {
      readonly kind: 'enum-values';
      readonly values: readonly string[];
      readonly type: string | undefined;
      /** A word of the type's name. */ readonly about: string | undefined;
    }
  | {
      readonly kind: 'columns';
      readonly columns: readonly string[];
      readonly table: string;
      /** SQL's word for it, e.g. `JSONB`; undefined where nothing is said. */
      readonly type: string | undefined;
    }
  | {
      readonly kind: 'rename-keys';
      /** With `*` for what stays. */
      readonly from: string;
      readonly to: string;
      /** Words that say which settings, e.g. `tessellation`. */
      readonly about: string;
    };

const code = /`([^`]+)`/gu;
const types =
  /\b(jsonb?|text|boolean|bool|integer|int|bigint|smallint|uuid|timestamptz?|timestamp|date|numeric|float|double|varchar(?:\(\d+\))?|string(?:\(\d+\))?)\b/iu;

/** Reads what a plan describes; undefined for what it says in other words. */
export function readDescription(description: string): PlannedChange | undefined {
  const names = [...description.matchAll(code)].map(([, name = '']) => name.trim());
  const words = description.replaceAll(code, '`');
  return renamed(description, names) ?? enumValues(words, names) ?? columns(words, names);
}

/** `Rename … keys (`old_*` → `new_*`)`. */
function renamed(description: string, names: readonly string[]): PlannedChange | undefined {
  const [from, to, ...more] = names;
  const arrow = /`\s*(?:→|->|=>|to)\s*`/u.test(description);
  if (!/\brenam/iu.test(description) || !/\bkeys?\b/iu.test(description)) return undefined;
  if (from === undefined || to === undefined || more.length > 0 || !arrow) return undefined;
  if (count(from) !== count(to) || count(from) > 1) return undefined;
  const about = /\brename\s+(?:the\s+)?(.*?)\s*\bkeys?\b/iu.exec(description)?.[1] ?? '';
  return { kind: 'rename-keys', from, to, about };
}

const count = (text: string) => text.split('*').length - 1;

/** "`a` enum value in `type`", "Role hierarchy: `a`, `b`". */
function enumValues(words: string, names: readonly string[]): PlannedChange | undefined {
  if (
    /\b(?:enum\s+)?(?:values?|labels?)\s+(?:in|to|of|for|on)\s+`/iu.test(words) &&
    /enum|value/iu.test(words)
  ) {
    const type = names.at(-1);
    const values = names.slice(0, -1);
    return values.length > 0 ? { kind: 'enum-values', values, type, about: undefined } : undefined;
  }
  const about = /^\s*(\w+)s?\b[^`:]*:\s*`/u.exec(words)?.[1];
  if (
    about !== undefined &&
    /\brole|status|state|type|kind|level\b/iu.test(about) &&
    names.length > 0
  )
    return { kind: 'enum-values', values: names, type: undefined, about: about.toLowerCase() };
  return undefined;
}

/** "`a`, `b` JSONB on `table`", "`a` column on `table`". */
function columns(words: string, names: readonly string[]): PlannedChange | undefined {
  if (!/\b(?:on|to|in)\s+`[^`]*$/iu.test(words) || names.length < 2) return undefined;
  const between = /`([^`]*)\b(?:on|to|in)\s+`[^`]*$/iu.exec(words)?.[1] ?? '';
  const type = types.exec(between)?.[1];
  if (type === undefined && !/\bcolumns?\b/iu.test(words)) return undefined;
  const table = names.at(-1) ?? '';
  return { kind: 'columns', columns: names.slice(0, -1), table, type };
}
