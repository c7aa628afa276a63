import type { SourceRange } from '../python/value.js';
import type { Operation } from '../revisions/revision.js';
import type { ColumnRead, Expression, ObjectName } from './objects.js';
import type {
  ColumnEffect,
  ConstraintEffect,
  EnumEffect,
  IndexEffect,
  TableEffect,
} from './table-effects.js';

/**
 * What one operation or SQL statement does, in one normal form: `op.add_column`, its batch form and
 * `ALTER TABLE … ADD COLUMN` are the same `add_column`. One fact per change: a statement with
 * several clauses, or an operation that emits several statements, becomes several changes in the
 * order in which PostgreSQL carries them out. Everything else that is said of a change (lock,
 * rewrite, inverse, expectation …) is a function of it, keyed by `kind`.
 */
export type Change = ChangeContext & Effect;

/** Where a change comes from, and how sure it is to happen. */
export interface ChangeContext {
  readonly source: ChangeSource;
  /** It may not run: inside `if`, `for`, `try`, or after an early return. */
  readonly conditional: boolean;
  /** Some of it is only known at run time. */
  readonly dynamic: boolean;
  /** Runs outside the migration's transaction: inside `autocommit_block()`. */
  readonly autocommit: boolean;
}

export interface ChangeSource {
  readonly operation: Operation;
  /** In the Python file, UTF-16: the SQL statement inside the string, else the whole call. */
  readonly range: SourceRange;
  /** The SQL statement's text where it was written as SQL. */
  readonly sql?: string;
  /** The place of this change among those of the same statement or operation, from 0. */
  readonly part: number;
}

/** What a change does. A guard (`ifExists`, `ifNotExists`) is present only where it is written. */
export type Effect =
  | TableEffect
  | ColumnEffect
  | ConstraintEffect
  | IndexEffect
  | EnumEffect
  | ObjectEffect
  | DataEffect
  | OtherEffect;

export type EffectKind = Effect['kind'];
export type EffectOf<K extends EffectKind> = Extract<Effect, { kind: K }>;
export type ChangeOf<K extends EffectKind> = ChangeContext & EffectOf<K>;

/** Kinds of objects that are created, replaced, dropped and renamed as a whole. */
export type ObjectType =
  | 'sequence'
  | 'view'
  | 'materialized view'
  | 'schema'
  | 'extension'
  | 'function'
  | 'procedure'
  | 'aggregate'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'type'
  | 'domain'
  | 'statistics'
  | 'publication'
  | 'role'
  | 'other';

export interface ObjectRef {
  readonly type: ObjectType;
  readonly name: ObjectName;
  /** The table of a trigger, policy or rule. */
  readonly table?: ObjectName;
}

export type ObjectEffect =
  | {
      readonly kind: 'create_object';
      readonly object: ObjectRef;
      readonly replace?: boolean;
      readonly ifNotExists?: boolean;
      /** Columns whose types PostgreSQL then keeps as they are; absent: none, or not known. */
      readonly reads?: readonly ColumnRead[];
    }
  | {
      readonly kind: 'drop_object';
      readonly object: ObjectRef;
      readonly ifExists?: boolean;
      readonly cascade?: boolean;
    }
  | { readonly kind: 'rename_object'; readonly object: ObjectRef; readonly to: string }
  /** Another ALTER of it; `statement` is the parser's name of what is done. */
  | { readonly kind: 'alter_object'; readonly object: ObjectRef; readonly statement: string }
  /** An ALTER TABLE that no other kind describes; `statement` as above, e.g. `AT_SetStatistics`. */
  | { readonly kind: 'alter_table'; readonly table: ObjectName; readonly statement: string }
  | {
      readonly kind: 'comment';
      readonly on: 'table' | 'column' | 'other';
      readonly object: ObjectName;
      readonly column?: string;
      /** Undefined: the comment is removed. */
      readonly text: string | undefined;
    };

/** A literal of a data change, as the text PostgreSQL would print; null is NULL. */
export type Literal = string | null;

export type DataEffect =
  | {
      readonly kind: 'insert';
      readonly table: ObjectName;
      /** Only columns with literal values; undefined where the rows cannot be known. */
      readonly rows: readonly Readonly<Record<string, Literal>>[] | undefined;
      /** ON CONFLICT is written. */
      readonly onConflict?: true;
    }
  | {
      readonly kind: 'update';
      readonly table: ObjectName;
      /** By column; a literal value also as `literal`. */
      readonly set: readonly {
        readonly column: string;
        readonly value: Expression;
        readonly literal?: Literal;
      }[];
      /** Absent: every row. */
      readonly where?: Expression;
      /** Other tables take part (FROM, USING, WITH). */
      readonly joined?: true;
    }
  | {
      readonly kind: 'delete';
      readonly table: ObjectName;
      readonly where?: Expression;
      readonly joined?: true;
    }
  | {
      readonly kind: 'truncate';
      readonly tables: readonly ObjectName[];
      readonly cascade: boolean;
    };

export type OtherEffect =
  /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT … in a migration's own SQL. */
  | { readonly kind: 'transaction'; readonly statement: string }
  /** SET, RESET. */
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly value: string | undefined;
      readonly local: boolean;
    }
  /** Understood, and leaves neither schema nor data different: SELECT, ANALYZE, GRANT … */
  | { readonly kind: 'other'; readonly statement: string }
  /** Not understood; `reason` is a sentence for people. */
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      /** What is known of its text, to tell what it may touch. */
      readonly text?: string;
      /** How far it can reach at most; absent: anything. */
      readonly reach?: 'new objects' | 'rows';
    };
