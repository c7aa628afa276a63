import type { Change } from '../../src/core/changes/change.js';
import { changesOfOperation } from '../../src/core/changes/changes-of.js';
import type { Operation } from '../../src/core/revisions/revision.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';

/** The changes of some SQL, as one `op.execute("…")` makes them. */
export async function sqlChanges(sql: string, autocommit = false): Promise<Change[]> {
  const range = { from: 0, to: sql.length };
  const text = {
    kind: 'string',
    value: sql,
    range,
    holes: [],
    pieces: [{ value: 0, source: 0, length: sql.length }],
  } as const;
  const operation: Operation = {
    name: 'execute',
    line: 1,
    range,
    batch: false,
    sql: text,
    autocommit,
    args: [text],
    keywords: [],
  };
  return changesOfOperation(operation, await loadSqlParser());
}
