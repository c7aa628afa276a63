import type { KeywordArgument, PythonValue, SourceRange } from '../python/value.js';

/** Something wrong with one file, in words, at a place. Lines start at 1. */
export interface Problem {
  /** The rule that owns this problem, e.g. `missing-parent`. */
  readonly rule: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly range?: SourceRange;
  /** What is written there and means no revision, or not as it stands. */
  readonly reference?: string;
}

/** The identity of one migration file: what the graph is made of. Values as written in the file. */
export interface Revision {
  /** Absolute path. */
  readonly file: string;
  readonly revision: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly branchLabels: readonly string[];
  /** The docstring up to its first blank line, as Alembic takes it; else ''. */
  readonly message: string;
  /** 1-based line of the assignment of `revision`. */
  readonly line: number;
  /** The source ranges of the identifiers, for navigation and edits. */
  readonly places: {
    readonly revision: SourceRange;
    readonly down?: SourceRange;
    readonly dependsOn?: SourceRange;
    readonly branchLabels?: SourceRange;
  };
  /** Identifiers whose value only running the file could tell, e.g. `branch_labels` of a call. */
  readonly unknown: readonly ('down' | 'dependsOn' | 'branchLabels')[];
}

/** One `op.*` call, or SQL sent through a connection, as it stands in the file. */
export interface Operation {
  /** Alembic's own name: `add_column`, `execute`, … ; custom operations keep theirs. */
  readonly name: string;
  /** 1-based line where Python's `ast` puts the call. */
  readonly line: number;
  /** The whole call. */
  readonly range: SourceRange;
  /** True for a call on the object of `with op.batch_alter_table(...) as x:`. */
  readonly batch: boolean;
  /** The table, also inside a batch; undefined where it cannot be known or there is none. */
  readonly table?: string;
  readonly schema?: string;
  readonly column?: string;
  readonly nullable?: boolean;
  /** Source text of `server_default=`. */
  readonly serverDefault?: string;
  /** Literal SQL text of `execute` and friends, holes included as they were masked. */
  readonly sql?: PythonValue & { readonly kind: 'string' };
  /** True where an argument that matters (table, column, SQL) is not literal. */
  readonly dynamic?: boolean;
  /** True inside `if`, `for`, `while`, `try`, or after an early return. */
  readonly conditional?: boolean;
  /** True where a condition on the dialect keeps it from running on PostgreSQL. */
  readonly otherDatabase?: boolean;
  /** Name of the helper function of the same file that it was reached through. */
  readonly via?: string;
  /** True inside `with op.get_context().autocommit_block():`. */
  readonly autocommit?: boolean;
  /**
   * What `.create(bind)`, `.drop(bind)`, `.create_all(bind)` or `.drop_all(bind)` of SQLAlchemy is
   * called on: an enum type, a table, the metadata. Absent for Alembic's own operations and for SQL.
   */
  readonly receiver?: PythonValue;
  /**
   * Inside a `for` over literals: what the call is in each round. Operations with the same `loop`
   * (where the outermost loop begins) run in turn, round by round.
   */
  readonly rounds?: { readonly loop: number; readonly operations: readonly Operation[] };
  readonly args: readonly PythonValue[];
  readonly keywords: readonly KeywordArgument[];
}

/** A place that could not be read, and why. `line` starts at 1. */
export interface Unanalyzable {
  readonly line: number;
  readonly reason: string;
}

/** A migration function: where it stands (for lenses), and what it does. */
export interface MigrationFunction {
  /** The `def` keyword to the end of the body. */
  readonly range: SourceRange;
  /** 1-based line of `def`. */
  readonly line: number;
  /** True when the body is only `pass`, `...`, a docstring or a bare `return`. */
  readonly empty: boolean;
  /** True when the body raises without doing anything, e.g. `raise NotImplementedError`. */
  readonly raises: boolean;
  readonly operations: readonly Operation[];
}

/** The body of a migration file. A function that the file lacks is undefined. */
export interface RevisionBody {
  readonly upgrade: MigrationFunction | undefined;
  readonly downgrade: MigrationFunction | undefined;
  readonly unanalyzable: readonly Unanalyzable[];
}
