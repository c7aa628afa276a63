import type { Change } from '../changes/change.js';
import type { SourceRange } from '../python/value.js';
import { tokensOf } from '../sql/tokens.js';

/**
 * Where the clause of an `ALTER TABLE t …, …` that makes a change stands in the statement: the one
 * that names what is changed. Undefined where there is one clause only, or none that does.
 */
export function clauseOf(change: Change): SourceRange | undefined {
  const { sql } = change.source;
  const name = nameOf(change);
  if (sql === undefined || name === undefined || !/^\s*alter\s+table\b/i.test(sql))
    return undefined;
  const clauses = clausesOf(sql);
  return clauses.length === 1
    ? undefined
    : clauses.find(({ from, to }) =>
        [...tokensOf(sql.slice(from, to))].some(
          (token) => unquoted(sql.slice(from + token.from, from + token.to)) === name,
        ),
      );
}

/** What stands between the commas that are in no parentheses. */
function clausesOf(sql: string): readonly SourceRange[] {
  const clauses: SourceRange[] = [];
  let [from, depth] = [0, 0];
  for (const token of tokensOf(sql)) {
    if (token.kind !== 'symbol') continue;
    const sign = sql[token.from] ?? '';
    depth += '(['.includes(sign) ? 1 : ')]'.includes(sign) ? -1 : 0;
    if (sign !== ',' || depth > 0) continue;
    clauses.push({ from, to: token.from });
    from = token.to;
  }
  return [...clauses, { from, to: sql.length }];
}

/** The column or constraint that a change is about. */
function nameOf(change: Change): string | undefined {
  if ('column' in change)
    return typeof change.column === 'string' ? change.column : change.column.name;
  if (change.kind === 'add_constraint') return change.constraint.name;
  return change.kind === 'drop_constraint' || change.kind === 'validate_constraint'
    ? change.name
    : undefined;
}

const unquoted = (word: string) =>
  word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase();
