import type { Node } from '@pgsql/types';

export type { Node };

/** A statement's syntax tree, and where its text starts and how long it is: UTF-8 bytes. */
export interface ParsedStatement {
  readonly node: Node;
  readonly start: number;
  /** Undefined: up to the end of the text. */
  readonly length: number | undefined;
}

export type SqlParse =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  /** `cursor`: where the parser gave up, in Unicode code points, 0-based. */
  | { readonly ok: false; readonly message: string; readonly cursor: number };

/** PostgreSQL's own parser, behind a port: core hands it text, the adapter holds the WASM. */
export interface SqlParser {
  /** Never throws. */
  parse(sql: string): SqlParse;
}
