/** How an embedded PostgreSQL is started. */
export interface EmbeddedOptions {
  /** Where it keeps its files; absent: in memory. One process at a time may use it. */
  readonly dataDir?: string;
  /** Names of extensions that `CREATE EXTENSION` shall find, e.g. `pg_trgm`, `uuid-ossp`. */
  readonly extensions?: readonly string[];
}

/** What the process of an embedded PostgreSQL says once it has started, or has not. */
export type EmbeddedAnswer = { readonly port: number } | { readonly failed: string };
