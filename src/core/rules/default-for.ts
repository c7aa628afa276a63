import { text } from '../changes/inverse/python.js';
import type { ColumnType } from '../changes/objects.js';

/** A default that every row of a type can have, and that rewrites no table. */
export interface DefaultValue {
  readonly sql: string;
  /** The value of `server_default=`. */
  readonly python: string;
}

const byType: readonly (readonly [RegExp, DefaultValue])[] = [
  [/^boolean$/, { sql: 'false', python: "sa.text('false')" }],
  [/^(smallint|integer|bigint|numeric|real|double precision)/, { sql: '0', python: "'0'" }],
  [/^(text|character varying)/, { sql: "''", python: "''" }],
  [/^jsonb?$/, { sql: "'{}'", python: "'{}'" }],
  [/^(timestamp|date)/, { sql: 'now()', python: "sa.text('now()')" }],
  [/\[\]$/, { sql: "'{}'", python: "'{}'" }],
];

/** Undefined where no value is plainly right for the type. */
export function defaultFor(type: ColumnType): DefaultValue | undefined {
  const label = type.enum?.labels?.[0];
  if (label !== undefined) return { sql: `'${label.replaceAll("'", "''")}'`, python: text(label) };
  const { name } = type;
  const found = name === undefined ? undefined : byType.findLast(([pattern]) => pattern.test(name));
  return found?.[1];
}
