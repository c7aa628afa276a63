import type { CatalogQuery, CatalogRow } from '../schema/query.js';

/** A database that env.py is sent to instead of its own. The password travels on standard input only. */
export interface RedirectTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string | undefined;
  readonly database: string;
}

/** What the bridge is asked to do. `args` are Alembic's, after `-c` and `-n`. */
export type BridgeRequest = (
  | { readonly do: 'alembic'; readonly args: readonly string[]; readonly trace?: boolean }
  | { readonly do: 'query'; readonly queries: readonly CatalogQuery[]; readonly timeoutMs?: number }
  | { readonly do: 'identity' }
) & { readonly redirect?: RedirectTarget };

export interface HelloEvent {
  readonly event: 'hello';
  readonly python: string;
  readonly executable: string;
  readonly alembic: string;
  readonly sqlalchemy: string;
  readonly pid: number;
}

/** The database that env.py connected to; sent before anything is changed in it. */
export interface DatabaseEvent {
  readonly event: 'database';
  /** SQLAlchemy's dialect; the other facts are there only for `postgresql`. */
  readonly dialect: string;
  readonly driver: string | undefined;
  readonly database: string;
  readonly user: string;
  /** As the client knows it; undefined for a socket. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** `server_version_num`, e.g. 150018. */
  readonly serverVersion: number;
  /** Decimal text: it does not fit a number. */
  readonly systemIdentifier: string | undefined;
  readonly backendPid: number | undefined;
  readonly versionTable: VersionTable;
}

export interface VersionTable {
  readonly name: string;
  readonly schema: string | undefined;
  /** During an upgrade from nothing Alembic has just made it. */
  readonly exists: boolean;
  readonly rows: readonly string[];
}

/** One revision of a run. `done` means that it ran, not that it was committed. */
export interface StepEvent {
  readonly event: 'step';
  readonly phase: 'start' | 'done';
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  readonly revision: string | undefined;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface LockTaken {
  /** `schema.name` */
  readonly relation: string;
  /** `pg_class.relkind` */
  readonly kind: string;
  /** As `pg_locks` names it, e.g. AccessExclusiveLock. */
  readonly mode: string;
  /** Whether the relation was there before the run. */
  readonly existed: boolean;
}

/** A statement that a migration ran through SQLAlchemy. */
export interface StatementEvent {
  readonly event: 'statement';
  readonly revision: string;
  /** At most 4,000 characters of it. */
  readonly sql: string;
  readonly durationMs: number;
  readonly rowCount: number | undefined;
  /** Locks that were not held before; only with `trace`. */
  readonly locks: readonly LockTaken[];
  /** Relations whose file was replaced; only with `trace`. */
  readonly rewritten: readonly string[];
}

export interface RowsEvent {
  readonly event: 'rows';
  readonly results: readonly (readonly CatalogRow[])[];
}

export interface OutputEvent {
  readonly event: 'output';
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The bridge, and so the database, has stopped: nothing runs any more. */
export interface CancelledEvent {
  readonly event: 'cancelled';
  readonly message: string;
}

export interface FailedEvent {
  readonly event: 'failed';
  /** The Python class, e.g. CommandError, ModuleNotFoundError, ProgrammingError. */
  readonly type: string;
  readonly message: string;
  readonly sqlstate: string | undefined;
  readonly statement: string | undefined;
  /** The module that could not be imported. */
  readonly module: string | undefined;
  /** The innermost line of the project's own code, as the runner sees the path; 1-based. */
  readonly at: { readonly file: string; readonly line: number } | undefined;
  readonly traceback: string | undefined;
}

export interface ExitEvent {
  readonly event: 'exit';
  readonly code: number;
}

export type BridgeEvent =
  | HelloEvent
  | DatabaseEvent
  | StepEvent
  | StatementEvent
  | RowsEvent
  | OutputEvent
  | CancelledEvent
  | FailedEvent
  | ExitEvent;
