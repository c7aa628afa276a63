import type { Constraint } from '../../objects.js';

/**
 * Whether PostgreSQL takes a validated CHECK as proof that a column has no NULL: `c IS NOT NULL`,
 * alone or joined by AND, also as `NOT (c IS NULL)`.
 */
export function provesNotNull(constraint: Constraint, column: string): boolean {
  if (constraint.type !== 'check' || constraint.expression.sql === undefined) return false;
  const parts = conjuncts(constraint.expression.sql);
  const name = column.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const proof = new RegExp(
    `^(?:"?${name}"?\\s+is\\s+not\\s+null|not\\s*\\(*\\s*"?${name}"?\\s+is\\s+null\\s*\\)*)$`,
    'i',
  );
  return parts.some((part) => proof.test(part));
}

/** The parts that AND joins at the top, without parentheses around them. */
function conjuncts(sql: string): string[] {
  const text = stripped(sql);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|\b\w+\b/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (depth === 0 && /^or$/i.test(token)) return [text];
    else if (depth === 0 && /^and$/i.test(token)) {
      parts.push(text.slice(from, index));
      from = index + token.length;
    }
  }
  if (parts.length === 0) return [text];
  return [...parts, text.slice(from)].flatMap(conjuncts);
}

/** Without the parentheses that enclose all of it. */
function stripped(sql: string): string {
  const text = sql.trim();
  if (!text.startsWith('(')) return text;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/'(?:[^']|'')*'|[()]/g)) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (depth === 0) return index === text.length - 1 ? stripped(text.slice(1, -1)) : text;
  }
  return text;
}
