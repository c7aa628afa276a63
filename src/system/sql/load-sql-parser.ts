import type { SqlParse, SqlParser } from '../../core/sql/sql-parser.js';

import type * as LibPgQuery from 'libpg-query';

let loading: Promise<SqlParser> | undefined;

/**
 * PostgreSQL's own parser (WASM, about 2 MB), loaded at the first call and kept. Rejects where it
 * cannot be loaded, e.g. when its `.wasm` is not beside the bundle.
 */
export function loadSqlParser(): Promise<SqlParser> {
  loading ??= import('libpg-query').then(async (library) => {
    await library.loadModule();
    return { parse: (sql) => parse(library, sql) };
  });
  return loading;
}

function parse(library: typeof LibPgQuery, sql: string): SqlParse {
  // PostgreSQL ends its text at a NUL; the library refuses an empty text.
  if (sql.includes('\0'))
    return { ok: false, message: 'SQL cannot contain a NUL character', cursor: sql.indexOf('\0') };
  if (sql.trim() === '') return { ok: true, statements: [] };
  try {
    const { stmts = [] } = library.parseSync(sql);
    return {
      ok: true,
      statements: stmts.flatMap(({ stmt, stmt_location: start = 0, stmt_len: length }) =>
        stmt ? [{ node: stmt, start, length }] : [],
      ),
    };
  } catch (error) {
    // The parser's own limit says so in its message; beyond ours the stack is what ends.
    if (error instanceof RangeError)
      return { ok: false, message: 'this SQL is nested too deeply', cursor: 0 };
    const message = error instanceof Error ? error.message : String(error);
    const cursor = library.hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0;
    return { ok: false, message, cursor };
  }
}
