import type { SourceRange } from '../python/value.js';

/** A row of the planned-migrations table. Ranges count in the Markdown text. */
export interface Plan {
  /** As written, e.g. `060`. */
  readonly number: string;
  /** The cell's text with its marks, e.g. "`a` JSONB on `b`". */
  readonly description: string;
  /** Undefined where the table has no such column. */
  readonly priority: string | undefined;
  /** What `(done as 048)` says; undefined for a plan that is open. */
  readonly doneAs: string | undefined;
  readonly ranges: {
    readonly row: SourceRange;
    readonly number: SourceRange;
    readonly description: SourceRange;
    /** The content of the last cell, where the mark of a plan that is done stands. */
    readonly last: SourceRange;
    /** The id in `(done as 048)`. */
    readonly doneAs?: SourceRange;
  };
}

/** What a project says of its table, by `.alembic-pilot.yaml`; what is absent is found. */
export interface RoadmapColumns {
  readonly number?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: string | undefined;
}

/** Where a plan stands, compared with the history. */
export type PlanState =
  | { readonly kind: 'open' }
  | { readonly kind: 'done'; readonly revision: string }
  /** It is marked as done by a revision that no file has. */
  | { readonly kind: 'unknown'; readonly revision: string }
  /** Its number is that of a revision, which may be it or something else. */
  | { readonly kind: 'taken'; readonly revision: string };
