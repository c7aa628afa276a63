import { declaredDefaults, type DeclaredDefault } from '../declared-defaults.js';
import { importEdits } from '../statements.js';
import type { Fix } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';

/** https://www.postgresql.org/docs/current/datatype-datetime.html, "Special Values" */
export const serverDefaultFrozen: RuleOn<'change'> = {
  id: 'server-default-frozen',
  title: 'A default that is the moment of the migration for ever',
  category: 'alembic',
  severity: 'error',
  on: 'change',
  *check({ migration, ...step }) {
    for (const declared of declaredDefaults(migration, step)) {
      const moment = momentOf(declared);
      if (!moment) continue;
      yield {
        at: declared.range,
        message: `PostgreSQL reads ${moment.literal} once, when the migration runs: every later row of ${declared.name} gets that one moment.`,
        help: `Give it an expression: \`server_default=sa.text("${moment.sql}")\`, in SQL \`DEFAULT ${moment.sql}\`.`,
        fixes: fixes(migration, declared, moment.sql),
      };
    }
  },
};

const expressions: Readonly<Record<string, string>> = {
  now: 'now()',
  today: 'CURRENT_DATE',
  tomorrow: 'CURRENT_DATE + 1',
  yesterday: 'CURRENT_DATE - 1',
};

/** A literal that stands for the present: `'now()'`, `'today'`, `'now'::timestamptz`. */
const present =
  /^('[\s(]*(now|today|tomorrow|yesterday)[\s()]*')(?:::\s*(?:pg_catalog\.)?((?:timestamp|date|time).*))?$/is;

function momentOf({ sql, type }: DeclaredDefault) {
  const [, literal = '', word = '', cast] = present.exec(sql ?? '') ?? [];
  const expression = expressions[word.toLowerCase()];
  const read = cast ?? type?.name ?? '';
  // Of the special words `time` knows only `now`.
  const known = /^(?:timestamp|date$)/i.test(read) || (/^time/i.test(read) && /^now$/i.test(word));
  return known && expression !== undefined ? { literal, sql: expression } : undefined;
}

function fixes(migration: Migration, declared: DeclaredDefault, sql: string): Fix[] {
  const { value } = declared;
  const python = `sa.text("${sql}")`;
  const edit = declared.edit(python, /[+-]/.test(sql) ? `(${sql})` : sql);
  const imports = value ? importEdits(migration, ['import sqlalchemy as sa']) : [];
  return edit ? [{ title: `Use ${sql}`, safety: 'review', edits: [...imports, edit] }] : [];
}
