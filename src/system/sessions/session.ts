import type { CatalogQuery, CatalogRow } from '../../core/schema/query.js';

/** Which database a session talks to. Two sessions with equal identity see the same catalogs. */
export interface DatabaseIdentity {
  readonly database: string;
  /** `system_identifier` of `pg_control_system()`; undefined where the role may not ask. */
  readonly systemIdentifier: string | undefined;
  /** Host as the client knows it; `(local)` for a socket. */
  readonly host: string;
  readonly user: string;
  /** `server_version_num`, e.g. 150018. */
  readonly serverVersion: number;
}

/** A way to ask one database. It never changes anything. */
export interface Session {
  identity(): Promise<DatabaseIdentity>;
  /**
   * Runs queries in one read-only transaction with a statement timeout, and rolls it back.
   * Returns the rows of each query, in order. Rejects with a SessionError.
   */
  read(
    queries: readonly CatalogQuery[],
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<readonly (readonly CatalogRow[])[]>;
  close(): Promise<void>;
}
