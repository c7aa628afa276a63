import type { PythonValue } from '../python/value.js';
import { quoteLiteral } from '../sql/quote.js';
import { lastPart, literalText } from './arguments.js';
import type { Expression } from './objects.js';

/**
 * An SQL expression given as Python: `sa.text("…")`, `sa.func.now()`, `sa.true()`; a plain string
 * is SQL text. What only running could tell has no `sql`.
 */
export function sqlExpression(value: PythonValue | undefined): Expression {
  return { sql: literalText(value) ?? sqlOf(value) };
}

/** As above, but a plain string is a literal: what `server_default=` means by it. */
export function defaultExpression(value: PythonValue | undefined): Expression {
  const text = literalText(value);
  return text === undefined ? { sql: sqlOf(value) } : { sql: quoteLiteral(text).trim() };
}

const constants: Readonly<Record<string, string>> = { true: 'true', false: 'false', null: 'NULL' };

const keywords: readonly string[] = [
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'localtime',
  'localtimestamp',
  'session_user',
];

function sqlOf(value: PythonValue | undefined): string | undefined {
  if (value?.kind === 'number') return value.text;
  if (value?.kind === 'boolean') return String(value.value);
  if (value?.kind !== 'call' || value.path === undefined) return undefined;
  const name = lastPart(value.path);
  const [first] = value.args;
  if (/^sqlalchemy\.(.*\.)?(text|literal_column)$/.test(value.path))
    return literalText(first)?.replaceAll('\\:', ':');
  if (name === 'DefaultClause' || name === 'literal') return defaultExpression(first).sql;
  if (value.path.startsWith('sqlalchemy.') && value.path.includes('func.'))
    return functionCall(value.path.slice(value.path.indexOf('func.') + 5), value.args);
  return value.args.length === 0 ? constants[name] : undefined;
}

function functionCall(name: string, args: readonly PythonValue[]): string | undefined {
  const inner = args.map((arg) => defaultExpression(arg).sql);
  if (inner.includes(undefined)) return undefined;
  return keywords.includes(name) ? name.toUpperCase() : `${name}(${inner.join(', ')})`;
}
