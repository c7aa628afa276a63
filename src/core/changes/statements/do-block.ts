import { as } from '../../sql/nodes.js';
import type { SqlParser } from '../../sql/sql-parser.js';
import type { SqlStatement } from '../../sql/read-sql.js';
import type { Effect } from '../change.js';

/**
 * What a DO block does whose code is one guarded statement or several: `BEGIN …; EXCEPTION WHEN
 * duplicate_object THEN NULL; END`, or `IF NOT EXISTS (SELECT …) THEN …; END IF`. That is how
 * people write the guards that PostgreSQL lacks. Undefined for any other code.
 */
export function guardedEffects(
  { node, text }: Pick<SqlStatement, 'node' | 'text'>,
  sql: SqlParser,
  toEffects: (node: SqlStatement['node'], text: string) => readonly Effect[],
): readonly { readonly effect: Effect; readonly conditional: boolean }[] | undefined {
  if (!as(node, 'DoStmt')) return undefined;
  const body = /\$(\w*)\$(.*)\$\1\$/s.exec(text)?.[2]?.replace(/--[^\n]*/g, '');
  const inner = body === undefined ? undefined : guardedSql(body);
  const parsed = inner === undefined ? undefined : sql.parse(inner);
  if (!parsed?.ok || inner === undefined) return undefined;
  const effects = parsed.statements.flatMap((statement) => toEffects(statement.node, inner));
  if (effects.some(({ kind }) => kind === 'unknown')) return undefined;
  return effects.map(guarded);
}

const handler =
  /\bexception\s+when\s+(?:duplicate_\w+|others)(?:\s+or\s+duplicate_\w+)*\s+then\s+(?:null|raise\s+notice\s+'[^']*')\s*;\s*end\s*;?\s*$/i;

/** The SQL between the guards; undefined where there is more code than that. */
function guardedSql(body: string): string | undefined {
  const [, code] = /^\s*begin\s+(.*)$/is.exec(body) ?? [];
  if (code === undefined) return undefined;
  const caught = handler.exec(code);
  if (caught) return plain(code.slice(0, caught.index));
  const [, inner] =
    /^if\s+not\s+exists\s*\(\s*select\b[^;]*?\)\s*then\s+(.*?)\bend\s+if\s*;\s*end\s*;?\s*$/is.exec(
      code,
    ) ?? [];
  return inner === undefined ? undefined : plain(inner);
}

/** Without words of PL/pgSQL: what is left is SQL. */
const plain = (code: string) =>
  /\b(?:if|loop|execute|perform|declare|raise|return|while|case\s+when)\b(?!\s+(?:not\s+)?exists)/i.test(
    code,
  )
    ? undefined
    : code;

const guardable: readonly Effect['kind'][] = [
  'create_table',
  'add_column',
  'create_index',
  'create_enum',
  'add_enum_value',
  'create_object',
];

/** What has a guard of its own gets that; anything else may happen or not. */
function guarded(effect: Effect) {
  return guardable.includes(effect.kind)
    ? { effect: { ...effect, ifNotExists: true } as Effect, conditional: false }
    : { effect, conditional: true };
}
