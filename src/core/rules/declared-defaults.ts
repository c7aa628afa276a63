/** The server defaults that a change declares, with their places. */
import { literalText } from '../changes/arguments.js';
import { best } from '../changes/known-schema.js';
import { objectText } from '../changes/object-text.js';
import type { ColumnType, Expression } from '../changes/objects.js';
import type { PythonValue, SourceRange } from '../python/value.js';
import { tokensOf } from '../sql/tokens.js';
import { callsIn, keywordOf, keywordValue, setKeyword } from './calls.js';
import type { FileEdit } from './finding.js';
import type { Migration, Step } from './rule.js';
import { editSql, headOf, placeIn } from './sql-places.js';

export interface DeclaredDefault {
  /** `table.column`. */
  readonly name: string;
  readonly type: ColumnType | undefined;
  /** As PostgreSQL gets it; undefined where only running could tell. */
  readonly sql: string | undefined;
  /** What `server_default=` is given; undefined for SQL. */
  readonly value: PythonValue | undefined;
  /** The default, else the whole call or the words that the statement begins with. */
  readonly range: SourceRange;
  /** Puts another default in its place: a Python expression, or SQL. */
  edit(python: string, sql: string): FileEdit | undefined;
}

/** The defaults of the columns that a change adds or creates, or the one that it sets. */
export function declaredDefaults(
  migration: Migration,
  { change, before }: Step,
): readonly DeclaredDefault[] {
  const columns =
    change.kind === 'add_column'
      ? [change.column]
      : change.kind === 'create_table'
        ? change.columns
        : change.kind === 'set_column_default'
          ? [
              {
                name: change.column,
                type: best(before.column(change.table, change.column))?.type,
                default: change.default,
              },
            ]
          : [];
  return columns.flatMap(({ name, type, default: expression }) => {
    if (!expression || !('table' in change)) return [];
    const own = { name: `${objectText(change.table)}.${name}`, type, sql: expression.sql };
    const placed =
      change.source.sql === undefined
        ? inPython(migration, change, name)
        : inSql(migration, change, name, expression);
    return [{ ...own, ...placed }];
  });
}

type Placed = Pick<DeclaredDefault, 'value' | 'range' | 'edit'>;
type Own = Step['change'];

function inPython(migration: Migration, { kind, source }: Own, column: string): Placed {
  const { operation } = source;
  const call =
    kind === 'set_column_default'
      ? operation
      : callsIn(operation, ['Column']).find(
          (own) => (literalText(own.args[0]) ?? literalText(keywordValue(own, 'name'))) === column,
        );
  const keyword = call && keywordOf(migration, call.range, 'server_default');
  return {
    value: call && keywordValue(call, 'server_default'),
    range: keyword?.value ?? call?.range ?? operation.range,
    edit: (python) => keyword && setKeyword(migration, call.range, 'server_default', python),
  };
}

function inSql(
  migration: Migration,
  change: Own,
  column: string,
  { sql: expression }: Expression,
): Placed {
  const place = defaultIn(change.source.sql ?? '', column);
  const range = place && placeIn(change, place.from, place.to);
  return {
    value: undefined,
    range: range ?? headOf(migration, change),
    edit: (_, sql) =>
      place && expression !== undefined ? editSql(migration, change, place, sql) : undefined,
  };
}

/** The default of a column, where it is a literal, with or without a cast, or one word. */
function defaultIn(sql: string, column: string): SourceRange | undefined {
  const tokens = [...tokensOf(sql)].filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const text = (at: number) => sql.slice(tokens[at]?.from, tokens[at]?.to);
  const at = tokens.findIndex(
    ({ kind }, index) =>
      (kind === 'word' && text(index).toLowerCase() === column) ||
      (kind === 'identifier' && text(index) === `"${column}"`),
  );
  const word = tokens.findIndex(
    ({ kind }, index) => index > at && kind === 'word' && /^default$/i.test(text(index)),
  );
  const value = tokens[word + 1];
  if (at < 0 || word < 0 || (value?.kind !== 'string' && value?.kind !== 'word')) return undefined;
  const [cast = ''] = castAfter.exec(sql.slice(value.to)) ?? [];
  return { from: value.from, to: value.to + cast.length };
}

const castAfter =
  /^\s*::\s*(?:(?:timestamp|time)(?:\s*\(\d\))?\s+with(?:out)?\s+time\s+zone|character\s+varying|\w+)(?:\s*\(\d+\))?/i;
