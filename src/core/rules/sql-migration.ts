import type { Change } from '../changes/change.js';
import { changesOfOperation } from '../changes/changes-of.js';
import { LineMap } from '../python/lines.js';
import { parsePython } from '../python/parse.js';
import type { Operation } from '../revisions/revision.js';
import { replayChanges } from '../schema/replay/replay.js';
import type { SqlParser } from '../sql/sql-parser.js';
import type { Migration } from './rule.js';
import { stepsOf } from './steps.js';
import { standardInput } from './suppressions.js';

export interface SqlMigrationOptions {
  readonly sql: SqlParser;
  /** PostgreSQL's major version. */
  readonly postgres: number;
  /** Each statement is a transaction of its own, until a BEGIN in the text. */
  readonly autocommit: boolean;
}

const unknownSchema = { reason: 'the schema before this SQL is not known' };

/**
 * SQL text that no migration holds, as the rules take it: one `upgrade()` that sends statement after
 * statement to a database nobody knows. Its module is empty, so no fix is offered that is Python;
 * all offsets count in the text.
 */
export function sqlMigration(text: string, options: SqlMigrationOptions): Migration {
  const { sql, postgres, autocommit } = options;
  const file = standardInput;
  const range = { from: 0, to: text.length };
  const whole: Operation = {
    name: 'execute',
    line: 1,
    range,
    batch: false,
    sql: {
      kind: 'string',
      value: text,
      range,
      holes: [],
      pieces: [{ value: 0, source: 0, length: text.length }],
    },
    args: [],
    keywords: [],
  };
  const sent = inTransactions(changesOfOperation(whole, sql), autocommit);
  const operations = new Map<string, Operation>();
  const lines = new LineMap(text);
  const changes = sent.map((change): Change => {
    const { source } = change;
    const key = `${source.range.from} ${source.range.to}`;
    const operation = operations.get(key) ?? {
      ...whole,
      range: source.range,
      line: lines.line(source.range.from),
      autocommit: change.autocommit,
    };
    operations.set(key, operation);
    return { ...change, source: { ...source, operation } };
  });
  const schemas = replayChanges(changes, {}, unknownSchema);
  const [before] = replayChanges([], {}, unknownSchema);
  const [start, after] = [schemas[0] ?? before, schemas.at(-1) ?? before];
  if (!start || !after) throw new Error('a replay has a first schema');
  return {
    revision: {
      file,
      revision: '',
      down: [],
      dependsOn: [],
      branchLabels: [],
      message: '',
      line: 1,
      places: { revision: { from: 0, to: 0 } },
      unknown: [],
    },
    file,
    text,
    module: parsePython(''),
    body: {
      upgrade: {
        range,
        line: 1,
        empty: false,
        raises: false,
        operations: [...operations.values()],
      },
      downgrade: undefined,
      unanalyzable: [],
    },
    upgrade: stepsOf('upgrade', changes, schemas, postgres),
    downgrade: [],
    before: start,
    after,
    undone: after,
  };
}

/** BEGIN and COMMIT in the text say what runs in a transaction. */
function inTransactions(changes: readonly Change[], outside: boolean): Change[] {
  let autocommit = outside;
  return changes.map((change) => {
    if (change.kind !== 'transaction') return { ...change, autocommit };
    if (/^(?:BEGIN|START)$/.test(change.statement)) autocommit = false;
    if (/^(?:COMMIT|ROLLBACK|PREPARE)$/.test(change.statement)) autocommit = true;
    return { ...change, autocommit: outside };
  });
}
