import { as } from '../../sql/nodes.js';
import type { SqlParser } from '../../sql/sql-parser.js';
import type { SqlStatement } from '../../sql/read-sql.js';
import type { Effect } from '../change.js';

/**
 * What a DO block does whose code is one guarded statement or several: `BEGIN …; EXCEPTION WHEN
 * duplicate_object THEN NULL; END`, or `IF [NOT] EXISTS (SELECT …) THEN …; END IF`, or no
 * guard at all. That is how people write the guards that PostgreSQL lacks. Undefined for other code.
 */
export function guardedEffects(
  { node, text }: Pick<SqlStatement, 'node' | 'text'>,
  sql: SqlParser,
  toEffects: (node: SqlStatement['node'], text: string) => readonly Effect[],
): readonly { readonly effect: Effect; readonly conditional: boolean }[] | undefined {
  if (!as(node, 'DoStmt')) return undefined;
  const body = /\$(\w*)\$(.*)\$\1\$/s.exec(text)?.[2]?.replace(/--[^\n]*/g, '');
  const inner = body === undefined ? undefined : guardedSql(body);
  if (!inner) return undefined;
  const parsed = sql.parse(inner.code);
  if (!parsed.ok) return undefined;
  const effects = parsed.statements.flatMap(({ node: own }) => toEffects(own, inner.code));
  if (effects.some(({ kind }) => kind === 'unknown')) return undefined;
  return effects.map((effect) =>
    inner.guard === 'creates' ? guarded(effect) : { effect, conditional: inner.guard === 'other' },
  );
}

const handler =
  /\bexception\s+when\s+(?:duplicate_\w+|others)(?:\s+or\s+duplicate_\w+)*\s+then\s+(?:null|raise\s+notice\s+'[^']*')\s*;\s*end\s*;?\s*$/i;

interface Guarded {
  readonly code: string;
  /** `creates`: it runs where what it makes is not there yet; `other`: it may run or not. */
  readonly guard: 'creates' | 'other' | 'none';
}

/** The SQL between the guards; undefined where there is more code than that. */
function guardedSql(body: string): Guarded | undefined {
  const [, code] = /^\s*begin\s+(.*)$/is.exec(body) ?? [];
  if (code === undefined) return undefined;
  const caught = handler.exec(code);
  const [, not, inner] =
    /^if\s+(not\s+)?exists\s*\(\s*select\b[^;]*?\)\s*then\s+(.*?)\bend\s+if\s*;\s*end\s*;?\s*$/is.exec(
      code,
    ) ?? [];
  const [, bare] = /^(.*;)\s*end\s*;?\s*$/is.exec(code) ?? [];
  const found = plain(caught ? code.slice(0, caught.index) : (inner ?? bare));
  if (found === undefined) return undefined;
  const creates = caught !== null || not !== undefined;
  return { code: found, guard: creates ? 'creates' : inner === undefined ? 'none' : 'other' };
}

/** `EXECUTE 'literal';` as the statement that it runs. */
const executed = /\bexecute\s+'((?:[^']|'')*)'\s*;/gi;

/** Without words of PL/pgSQL: what is left is SQL. */
function plain(code: string | undefined): string | undefined {
  const sql = code?.replace(executed, (_, text: string) => `${text.replaceAll("''", "'")};`);
  const more =
    /\b(?:if|loop|execute|perform|declare|raise|return|while|case\s+when)\b(?!\s+(?:not\s+)?exists)/i;
  return sql === undefined || more.test(sql) ? undefined : sql;
}

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
