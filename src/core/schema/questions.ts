import { as, strings, tagOf } from '../sql/nodes.js';
import { quoteIdentifier } from '../sql/quote.js';
import type { Node, SqlParser } from '../sql/sql-parser.js';
import type { Expectation, RowsFact } from './expectation.js';
import { findTable } from './find.js';
import { mostCounted } from './judge/others.js';
import type { CatalogQuery } from './query.js';
import type { Schema } from './schema.js';

/** A question about rows, and the expectation that it is asked for. Its answer has one `count`. */
export interface Question extends CatalogQuery {
  readonly expectation: Expectation;
}

/**
 * The questions about rows that the expectations need: each counts, up to a limit, the rows that
 * match. A condition is only asked when PostgreSQL's parser reads it as one expression, all its
 * columns are there and it calls nothing but well-known functions. Run them read-only, with a
 * statement time-out.
 */
export function questionsOf(
  expectations: readonly Expectation[],
  schema: Schema,
  sql: SqlParser | undefined,
): Question[] {
  return expectations.flatMap((expectation) => {
    if (expectation.kind !== 'rows' || expectation.supersededBy !== undefined) return [];
    const query = sql && countQuery(expectation, schema, sql);
    return query === undefined ? [] : [{ sql: query, expectation }];
  });
}

function countQuery(fact: RowsFact, schema: Schema, parser: SqlParser): string | undefined {
  const table = findTable(schema, fact.table);
  if (!table) return undefined;
  const name = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  const alias = quoteIdentifier(table.name);
  const query = `SELECT count(*) AS count FROM (SELECT 1 FROM ${name} AS ${alias} WHERE (${fact.where}) LIMIT ${mostCounted}) AS found`;
  const parsed = parser.parse(query);
  if (!parsed.ok || parsed.statements.length !== 1) return undefined;
  const [statement] = parsed.statements;
  const columns = table.columns.map((column) => column.name);
  return statement && isHarmless(statement.node, columns) ? query : undefined;
}

/** Functions that only compute. */
const computing =
  /^(abs|array_length|btrim|cardinality|ceil|char_length|concat|concat_ws|count|date_trunc|floor|greatest|initcap|json\w*|least|left|length|lower|lpad|ltrim|md5|now|nullif|numeric|position|regexp_\w+|repeat|replace|right|round|rpad|rtrim|split_part|starts_with|string_to_array|strpos|substr|substring|text|timezone|to_char|to_jsonb?|translate|trim|trunc|unnest|upper)$/;

/** No subquery of other tables, no unknown column, no function that might do something. */
function isHarmless(root: Node, columns: readonly string[]): boolean {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (value === null || typeof value !== 'object') continue;
    const children: readonly unknown[] = Object.values(value);
    pending.push(...children);
    if (Array.isArray(value)) continue;
    const node = value as Node;
    const called = strings(as(node, 'FuncCall')?.funcname).at(-1);
    const column = strings(as(node, 'ColumnRef')?.fields).at(-1);
    if (tagOf(node) === 'SubLink') return false;
    if (called !== undefined && !computing.test(called)) return false;
    if (column !== undefined && !columns.includes(column)) return false;
  }
  return true;
}
