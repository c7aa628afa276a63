import type { Change, ObjectRef } from '../changes/change.js';
import type {
  ColumnType,
  Constraint,
  Expression,
  Generated,
  Identity,
  IndexDefinition,
  ObjectName,
} from '../changes/objects.js';
import type { SourceRange } from '../python/value.js';
import type { CatalogRow } from './query.js';

/** What one change should leave behind in the database, after everything that ran since. */
export type Expectation = Fact & {
  readonly change: Change;
  /** The later applied revision whose changes undid or replaced this. */
  readonly supersededBy?: string;
  /** Set where a later, unreadable change may have touched it: why a difference proves nothing. */
  readonly clouded?: string;
  /** After a roll back: made by upgrade(), and nothing in downgrade() removes it. */
  readonly leftover?: true;
};

/** `present` false: it must not be there. A facet that is absent is not stated and not compared. */
export type Fact =
  | { readonly kind: 'table'; readonly table: ObjectName; readonly present: boolean }
  | ColumnFact
  | {
      readonly kind: 'constraint';
      readonly table: ObjectName;
      readonly present: boolean;
      readonly constraint: Constraint;
    }
  | {
      readonly kind: 'dropped constraint';
      readonly table: ObjectName;
      readonly present: false;
      readonly name: string | undefined;
    }
  | { readonly kind: 'index'; readonly present: true; readonly index: IndexDefinition }
  | {
      readonly kind: 'dropped index';
      readonly present: false;
      readonly index: ObjectName;
    }
  | {
      readonly kind: 'enum';
      readonly present: boolean;
      readonly type: ObjectName;
      readonly labels?: readonly string[];
    }
  | {
      readonly kind: 'label';
      readonly present: boolean;
      readonly type: ObjectName;
      readonly value: string;
      readonly position?: { readonly where: 'before' | 'after'; readonly label: string };
    }
  | { readonly kind: 'object'; readonly present: boolean; readonly object: ObjectRef }
  | {
      readonly kind: 'comment';
      readonly present: boolean;
      readonly on: 'table' | 'column';
      readonly table: ObjectName;
      readonly column?: string;
      readonly text: string | undefined;
    }
  | {
      readonly kind: 'partition';
      readonly table: ObjectName;
      readonly partition: ObjectName;
      readonly present: boolean;
    }
  | RowsFact
  /** Nothing that the catalogs could tell. */
  | { readonly kind: 'untold'; readonly what: string; readonly reason: string };

export interface ColumnFact {
  readonly kind: 'column';
  readonly table: ObjectName;
  readonly column: string;
  readonly present: boolean;
  readonly type?: ColumnType;
  readonly nullable?: boolean;
  /** `{}`: no default. */
  readonly default?: { readonly expression?: Expression };
  readonly identity?: Identity | 'none';
  readonly generated?: Generated | 'none';
}

/** What an INSERT, UPDATE or DELETE should leave: rows that match a condition, or none. */
export interface RowsFact {
  readonly kind: 'rows';
  readonly table: ObjectName;
  /** SQL condition on rows of `table` alone. */
  readonly where: string;
  /** Columns that were written; all that the condition may name are looked up when it is asked. */
  readonly columns: readonly string[];
  /** `none`: no row may match; `some`: at least `atLeast` must. */
  readonly expected: 'none' | 'some';
  readonly atLeast?: number;
  /** Set where another count is no proof of a failure, e.g. after ON CONFLICT: why. */
  readonly unsure?: string;
  /** For people, e.g. `no rows of products with sku IS NULL`. */
  readonly words: string;
}

/** The changes of a revision that was applied later, in the order in which they ran. */
export interface LaterChanges {
  readonly revision: string;
  readonly changes: readonly Change[];
}

/** How a question about rows was answered. */
export type Answer = { readonly rows: readonly CatalogRow[] } | { readonly error: string };

/** One expectation held against the database. */
export interface Verdict {
  readonly state: 'holds' | 'fails' | 'cannot tell' | 'superseded';
  /** E.g. `column cad_files.step_hash character varying(64) NULL`. */
  readonly expectation: string;
  /** What is there instead, why it cannot be told, or what superseded it; '' where it holds. */
  readonly detail: string;
  /** The operation, in the migration file: its 1-based line and its place. */
  readonly line: number;
  readonly range: SourceRange;
  readonly change: Change;
}
