import type { CatalogRow } from '../schema/query.js';
import type { BridgeEvent, LockTaken } from './bridge-protocol.js';

type Fields = Readonly<Record<string, unknown>>;

/** Reads one line of the bridge's channel; undefined for what is no event that this version knows. */
export function readBridgeEvent(line: string): BridgeEvent | undefined {
  const fields = parse(line);
  return fields && readers.get(text(fields['event']))?.(fields);
}

const byName: Readonly<Record<string, (fields: Fields) => BridgeEvent>> = {
  hello: (of) => ({
    event: 'hello',
    python: text(of['python']),
    executable: text(of['executable']),
    alembic: text(of['alembic']),
    sqlalchemy: text(of['sqlalchemy']),
    pid: number(of['pid']) ?? 0,
  }),
  database: (of) => {
    const table = record(of['versionTable']) ?? {};
    return {
      event: 'database',
      dialect: text(of['dialect']),
      driver: optionalText(of['driver']),
      database: text(of['database']),
      user: text(of['user']),
      host: optionalText(of['host']),
      port: number(of['port']),
      serverVersion: number(of['serverVersion']) ?? 0,
      systemIdentifier: optionalText(of['systemIdentifier']),
      backendPid: number(of['backendPid']),
      versionTable: {
        name: text(table['name']),
        schema: optionalText(table['schema']),
        exists: table['exists'] === true,
        rows: texts(table['rows']),
      },
    };
  },
  step: (of) => ({
    event: 'step',
    phase: of['phase'] === 'done' ? 'done' : 'start',
    direction:
      of['direction'] === 'downgrade' || of['direction'] === 'stamp' ? of['direction'] : 'upgrade',
    revision: optionalText(of['revision']),
    from: texts(of['from']),
    to: texts(of['to']),
  }),
  statement: (of) => ({
    event: 'statement',
    revision: text(of['revision']),
    sql: text(of['sql']),
    durationMs: number(of['durationMs']) ?? 0,
    rowCount: number(of['rowCount']),
    locks: list(of['locks']).map(lock),
    rewritten: texts(of['rewritten']),
  }),
  // PostgreSQL itself wrote these as JSON objects, one per row.
  rows: (of) => ({
    event: 'rows',
    results: list(of['results']).map((rows) => list(rows) as readonly CatalogRow[]),
  }),
  output: (of) => ({
    event: 'output',
    stream: of['stream'] === 'stderr' ? 'stderr' : 'stdout',
    text: text(of['text']),
  }),
  cancelled: (of) => ({ event: 'cancelled', message: text(of['message']) }),
  failed: (of) => {
    const at = record(of['at']);
    return {
      event: 'failed',
      type: text(of['type']),
      message: text(of['message']),
      sqlstate: optionalText(of['sqlstate']),
      statement: optionalText(of['statement']),
      module: optionalText(of['module']),
      at: at && { file: text(at['file']), line: number(at['line']) ?? 1 },
      traceback: optionalText(of['traceback']),
    };
  },
  exit: (of) => ({ event: 'exit', code: number(of['code']) ?? 1 }),
};

const readers = new Map(Object.entries(byName));

function lock(value: unknown): LockTaken {
  const of = record(value) ?? {};
  return {
    relation: text(of['relation']),
    kind: text(of['kind']),
    mode: text(of['mode']),
    existed: of['existed'] === true,
  };
}

function parse(line: string): Fields | undefined {
  try {
    return record(JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
