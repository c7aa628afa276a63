import { sqlText, text } from '../../changes/inverse/python.js';
import type { PythonValue } from '../../python/value.js';
import type { Operation } from '../../revisions/revision.js';
import { quoteLiteral } from '../../sql/quote.js';
import { keywordOf, setKeyword } from '../calls.js';
import { declaredDefaults, type DeclaredDefault } from '../declared-defaults.js';
import type { RuleFinding } from '../finding.js';
import type { Migration, RuleOn } from '../rule.js';
import { importEdits } from '../statements.js';

export const serverDefaultQuoting: RuleOn<'revision'> = {
  id: 'server-default-quoting',
  title: 'A default that is another literal than was meant',
  category: 'alembic',
  severity: 'warning',
  on: 'revision',
  *check(migration) {
    for (const step of [...migration.upgrade, ...migration.downgrade])
      for (const declared of declaredDefaults(migration, step)) {
        const mistake = mistakeIn(declared);
        if (mistake) yield findingOf(migration, declared, mistake);
      }
    const { upgrade, downgrade } = migration.body;
    for (const operation of [...(upgrade?.operations ?? []), ...(downgrade?.operations ?? [])])
      yield* noChange(migration, operation);
  },
};

interface Mistake {
  /** What happens, after the name of the column. */
  readonly message: string;
  readonly fails: boolean;
  readonly meant?: Meant | undefined;
}

/** As `server_default=`, and in SQL. */
interface Meant {
  readonly python: string;
  readonly sql: string;
}

function findingOf(migration: Migration, declared: DeclaredDefault, mistake: Mistake): RuleFinding {
  const { message, fails, meant } = mistake;
  const edit = meant && declared.edit(meant.python, meant.sql);
  const needsImport = declared.value !== undefined && meant?.python.startsWith('sa.');
  const imports = needsImport ? importEdits(migration, ['import sqlalchemy as sa']) : [];
  const code =
    meant && (declared.value ? `server_default=${meant.python}` : `DEFAULT ${meant.sql}`);
  return {
    at: declared.range,
    message: `The default of ${declared.name}: ${message}.`,
    help: code
      ? `Write \`${code}\`.`
      : 'Give it a string, which is a literal, or `sa.text("…")`, which is an expression.',
    ...(fails ? { severity: 'error' } : {}),
    fixes:
      edit && code !== undefined
        ? [{ title: `Write ${code}`, safety: 'review', edits: [...imports, edit] }]
        : [],
  };
}

function mistakeIn(declared: DeclaredDefault): Mistake | undefined {
  const { sql, value, type } = declared;
  const wrong = value && notADefault(value);
  if (wrong || sql === undefined) return wrong;
  if (isColumnName(sql))
    return {
      message: `\`${sql}\` is read as a column, and the statement fails`,
      fails: true,
      meant: literal(sql),
    };
  const [, quoted] = /^'((?:[^']|'')*)'(?:::.*)?$/s.exec(sql) ?? [];
  return quoted === undefined ? undefined : inLiteral(quoted.replaceAll("''", "'"), type?.name);
}

/** What SQLAlchemy does not take: it wants a string or an SQL expression. */
function notADefault(value: PythonValue): Mistake | undefined {
  const meant =
    value.kind === 'boolean'
      ? expression(String(value.value))
      : value.kind === 'number'
        ? literal(value.text)
        : undefined;
  const callable = value.kind === 'name' && callables.test(value.path);
  if (!meant && !callable && value.kind !== 'list' && value.kind !== 'dict') return undefined;
  const message = 'SQLAlchemy takes a string or an SQL expression, and fails with an ArgumentError';
  return { message, fails: true, meant };
}

/** Known to be no SQL before they are called. */
const callables =
  /^(?:sqlalchemy\.(?:sql\.)?(?:func\.\w+|true|false|null)|uuid\.uuid\d|datetime\.(?:\w+\.)*(?:utcnow|now|today))$/;

const constants =
  /^(?:true|false|null|current_\w+|localtime|localtimestamp|session_user|system_user|user|infinity)$/i;

const isColumnName = (sql: string) => /^[a-z_][\w$]*$/i.test(sql) && !constants.test(sql);

const literal = (value: string): Meant => ({
  python: text(value),
  sql: quoteLiteral(value).trim(),
});
const expression = (sql: string): Meant => ({ python: sqlText(sql), sql });

/** What a literal is taken for that was meant as something else. */
function inLiteral(value: string, type: string | undefined): Mistake | undefined {
  const isText = type === undefined || /^(?:text|character|citext|name|bytea)/.test(type);
  const [, inner] = /^'(.*)'(?:::[\w ()[\]]+)?$/s.exec(value) ?? [];
  // Times are read with quotes around them just as well.
  if (inner !== undefined && /^(?:date|time|interval)/.test(type ?? '')) return undefined;
  if (inner !== undefined)
    return isText
      ? {
          message: 'the quotes inside the string are part of it',
          fails: false,
          meant: literal(inner),
        }
      : { message: failing(value, type), fails: strict.test(type), meant: literal(inner) };
  if (/^null$/i.test(value) && !(/^jsonb?$/.test(type ?? '') && value === 'null'))
    return isText
      ? {
          message: `it is the word ${value}, not no value`,
          fails: false,
          meant: expression('NULL'),
        }
      : { message: failing(value, type), fails: strict.test(type), meant: expression('NULL') };
  if (!isExpression(value)) return undefined;
  if (isText)
    return {
      message: `it is the text ${value}, not its result`,
      fails: false,
      meant: expression(value),
    };
  if (/^jsonb?$|\[\]$|^ts/.test(type) || isPresent(value, type)) return undefined;
  return { message: failing(value, type), fails: strict.test(type), meant: expression(value) };
}

const failing = (value: string, type: string) =>
  `'${value}' is no ${type}, and the statement fails`;

/** Types that are known to take nothing but their own form; of others PostgreSQL may be lenient. */
const strict =
  /^(?:smallint|integer|bigint|numeric|real|double|boolean|uuid|date|timestamp|jsonb?$|inet)/;

/** Functions and words that nobody means as a text. */
const isExpression = (value: string) =>
  /^(?:\w+\.)?(?:now|gen_random_uuid|uuid_generate_v\w+|uuidv\d|nextval|timezone|clock_timestamp|statement_timestamp|transaction_timestamp|random)\s*\(.*\)/is.test(
    value,
  ) || /^(?:current_(?:date|time|timestamp|user)|localtime|localtimestamp)\b/i.test(value);

/** That literal works, and is `server-default-frozen`. */
const isPresent = (value: string, type: string) =>
  /^(?:date|time)/.test(type) && /^[\s(]*(?:now|today)[\s()]*$/i.test(value);

/** `alter_column(server_default=False)` is Alembic's own "as it was". */
function* noChange(migration: Migration, operation: Operation): Generator<RuleFinding> {
  if (operation.name !== 'alter_column' || operation.column === undefined) return;
  const given = operation.keywords.find(({ name }) => name === 'server_default')?.value;
  if (given?.kind !== 'boolean') return;
  const keyword = keywordOf(migration, operation.range, 'server_default');
  const python = sqlText(String(given.value));
  const edit = keyword && setKeyword(migration, operation.range, 'server_default', python);
  const imports = importEdits(migration, ['import sqlalchemy as sa']);
  yield {
    at: keyword?.range ?? operation.range,
    message: given.value
      ? `The default of ${operation.column}: SQLAlchemy takes a string or an SQL expression, and fails with an ArgumentError.`
      : `server_default=False tells alter_column() to leave the default of ${operation.column} as it is.`,
    help: `Write \`server_default=${python}\` for a default, \`server_default=None\` to drop it, nothing to leave it.`,
    ...(given.value ? { severity: 'error' as const } : {}),
    fixes: edit
      ? [{ title: `Write server_default=${python}`, safety: 'review', edits: [...imports, edit] }]
      : [],
  };
}
