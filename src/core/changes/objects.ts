/** Names and pieces of SQL that changes and schemas are made of. */

/** The name of a schema object. `schema` is undefined where the search path decides. */
export interface ObjectName {
  readonly schema?: string | undefined;
  /** As the catalogs hold it: unquoted, folded to lower case where SQL folds it. */
  readonly name: string;
}

/** SQL text; undefined where only running the migration could tell it. */
export interface Expression {
  readonly sql: string | undefined;
}

/** A column that a view, trigger, policy … names. */
export interface ColumnRead {
  /** The table; several where the name does not say which, of those that have such a column. */
  readonly tables: readonly ObjectName[];
  /** Undefined: every column of it. */
  readonly column: string | undefined;
}

/** The type of a column. */
export interface ColumnType {
  /** As `format_type` prints it, e.g. `character varying(64)`; undefined where it cannot be known. */
  readonly name: string | undefined;
  /** Why `name` is undefined. */
  readonly reason?: string;
  /** `serial` and friends: `name` is the integer type, the default is a sequence of its own. */
  readonly serial?: true;
  /** SQLAlchemy's enum: what it knows of the type it names. */
  readonly enum?: EnumType;
}

/** A native enum type as SQLAlchemy declares it in a column. */
export interface EnumType {
  readonly name: ObjectName;
  /** Undefined where they cannot be known, e.g. taken from a Python class. */
  readonly labels: readonly string[] | undefined;
  /** False for `create_type=False`: `create_table` then does not create the type. */
  readonly created: boolean;
}

/** `GENERATED … AS IDENTITY`. */
export type Identity = 'always' | 'by default';

/** `GENERATED ALWAYS AS (…)`. */
export interface Generated {
  readonly expression: Expression;
  readonly stored: boolean;
}

/** A column as a migration declares it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: ColumnType;
  /** Undefined where it cannot be known. */
  readonly nullable: boolean | undefined;
  /** Absent: the column has no default (a serial has its own). */
  readonly default?: Expression;
  readonly identity?: Identity;
  readonly generated?: Generated;
  readonly collation?: string;
  readonly comment?: string;
}

/** What happens to a referring row: `NO ACTION` is what PostgreSQL takes where nothing is said. */
export type ReferentialAction = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

interface ConstraintCommon {
  /** Undefined where PostgreSQL or a naming convention chooses it. */
  readonly name?: string | undefined;
  readonly deferrable?: boolean;
  readonly initiallyDeferred?: boolean;
  readonly notValid?: boolean;
  /** `NOT ENFORCED` (PostgreSQL 18). */
  readonly notEnforced?: true;
}

/** Columns are undefined where they cannot be known. */
export interface KeyConstraint extends ConstraintCommon {
  readonly type: 'primary_key' | 'unique';
  readonly columns: readonly string[] | undefined;
  /** `USING INDEX`: the columns are that index's. */
  readonly usingIndex?: string;
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
}

export interface ForeignKeyConstraint extends ConstraintCommon {
  readonly type: 'foreign_key';
  readonly columns: readonly string[] | undefined;
  /** Undefined where it cannot be known. */
  readonly references: ObjectName | undefined;
  /** Undefined: the primary key of the referenced table, or not known. */
  readonly referencedColumns: readonly string[] | undefined;
  /** Undefined where it cannot be known; `stated` tells whether the migration says it. */
  readonly onDelete: ReferentialAction | undefined;
  readonly onUpdate: ReferentialAction | undefined;
  /** False where `ON DELETE` is not written. */
  readonly statesOnDelete: boolean;
}

export interface CheckConstraint extends ConstraintCommon {
  readonly type: 'check';
  readonly expression: Expression;
}

export interface ExclusionConstraint extends ConstraintCommon {
  readonly type: 'exclude';
  readonly method?: string;
  /** Undefined where they cannot be known. */
  readonly keys?: readonly (IndexKey & { readonly operator: string })[];
  readonly predicate?: Expression;
}

/** A named `NOT NULL` (catalogued since PostgreSQL 18). */
export interface NotNullConstraint extends ConstraintCommon {
  readonly type: 'not_null';
  readonly columns: readonly string[];
}

export type Constraint =
  KeyConstraint | ForeignKeyConstraint | CheckConstraint | ExclusionConstraint | NotNullConstraint;

/** A key of an index: a column, or an expression. */
export interface IndexKey {
  /** Exactly one of `column` and `expression` is set. */
  readonly column?: string;
  readonly expression?: Expression;
  readonly descending?: boolean;
  readonly operatorClass?: string;
}

/** An index as a migration declares it. */
export interface IndexDefinition {
  /** Undefined where PostgreSQL chooses it or it cannot be known. */
  readonly name: string | undefined;
  readonly table: ObjectName;
  /** Undefined where they cannot be known. */
  readonly keys: readonly IndexKey[] | undefined;
  readonly include?: readonly string[];
  /** Undefined where it cannot be known. */
  readonly unique: boolean | undefined;
  /** `btree` where nothing is said; undefined where it cannot be known. */
  readonly method: string | undefined;
  /** Absent: the index is not partial. */
  readonly predicate?: Expression;
  readonly nullsNotDistinct?: boolean;
}
