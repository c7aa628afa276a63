import type { Identity, ReferentialAction } from '../changes/objects.js';

/**
 * The objects of a database at one moment: introspected from its catalogs, or replayed from
 * migrations. Plain data, JSON as it stands. Names are as the catalogs hold them; types, defaults,
 * predicates and definitions are the text that PostgreSQL prints.
 */
export interface Schema {
  /** `server_version_num`; undefined for a replayed schema. */
  readonly serverVersion?: number | undefined;
  /** Schemas that unqualified names are looked up in, in order. */
  readonly searchPath: readonly string[];
  readonly schemas: readonly string[];
  /** Tables of every kind, views included: what `\d` describes by name. */
  readonly tables: readonly Table[];
  readonly enums: readonly Enum[];
  readonly sequences: readonly Sequence[];
  /** Functions, procedures and aggregates. */
  readonly functions: readonly QualifiedName[];
  /** Domains, composite and range types. */
  readonly types: readonly QualifiedName[];
  readonly extensions: readonly string[];
}

export interface QualifiedName {
  readonly schema: string;
  readonly name: string;
}

export type TableKind =
  'table' | 'partitioned table' | 'foreign table' | 'view' | 'materialized view';

export interface Table extends QualifiedName {
  readonly kind: TableKind;
  readonly unlogged: boolean;
  readonly columns: readonly Column[];
  readonly constraints: readonly TableConstraint[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
  readonly policies: readonly Policy[];
  readonly rules: readonly Rule[];
  readonly comment?: string;
  /** `enabled` without a policy denies everything; `forced` binds the owner too. */
  readonly rowSecurity?: 'enabled' | 'forced';
  /** Text of `PARTITION BY`, e.g. `RANGE (created_at)`. */
  readonly partitionKey?: string;
  readonly partitionOf?: Partition;
  /** Printed names of parents and children (partitions included), as the search path shows them. */
  readonly inherits: readonly string[];
  readonly children: readonly string[];
  /** Foreign keys of other tables that refer to this one. */
  readonly referencedBy: readonly IncomingReference[];
  readonly server?: string;
  readonly serverOptions?: string;
  readonly ofType?: string;
  readonly tablespace?: string;
  readonly publications?: readonly string[];
  readonly statistics?: readonly string[];
  /** The planner's estimate; undefined where never analysed. */
  readonly estimatedRows?: number;
  /** Bytes of the table with indexes and TOAST. */
  readonly bytes?: number;
}

export interface Partition {
  /** Printed name of the parent. */
  readonly parent: string;
  /** E.g. `FOR VALUES IN ('a')` or `DEFAULT`. */
  readonly bound: string;
  readonly detachPending: boolean;
}

export interface Column {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  readonly nullable: boolean;
  /** As `pg_get_expr` prints it; undefined where there is none or the column is generated. */
  readonly default?: string;
  readonly identity?: Identity;
  readonly generated?: { readonly expression: string; readonly stored: boolean };
  /** Only where it is not the type's own. */
  readonly collation?: string;
  readonly comment?: string;
  /** Options of a foreign table's column. */
  readonly options?: string;
}

export interface TableConstraint {
  readonly name: string;
  readonly type: 'primary_key' | 'unique' | 'foreign_key' | 'check' | 'exclude' | 'not_null';
  readonly columns: readonly string[];
  /** As `pg_get_constraintdef` prints it. */
  readonly definition: string;
  readonly valid: boolean;
  readonly deferrable: boolean;
  readonly initiallyDeferred: boolean;
  readonly references?: QualifiedName & {
    readonly columns: readonly string[];
    readonly onDelete: ReferentialAction;
    readonly onUpdate: ReferentialAction;
  };
  /** The condition of a check as `pg_get_expr` prints it. */
  readonly expression?: string;
  /** For a foreign key taken over from a partitioned table: where it was declared, printed. */
  readonly inheritedFrom?: { readonly table: string; readonly name: string };
}

export interface IncomingReference {
  /** Printed name of the referring table. */
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  /** Columns by name, expressions by their text, in order; without INCLUDE. */
  readonly keys: readonly string[];
  readonly include: readonly string[];
  /** As `pg_get_expr` prints it. */
  readonly predicate?: string;
  /** False: left INVALID by a failed CONCURRENTLY. */
  readonly valid: boolean;
  readonly primary: boolean;
  readonly clustered: boolean;
  readonly replicaIdentity: boolean;
  readonly nullsNotDistinct: boolean;
  /** As `pg_get_indexdef` prints it. */
  readonly definition: string;
  /** The constraint that owns it. */
  readonly constraint?: {
    readonly name: string;
    readonly type: 'primary_key' | 'unique' | 'exclude';
    readonly definition: string;
    readonly deferrable: boolean;
    readonly initiallyDeferred: boolean;
  };
  readonly tablespace?: string;
}

export interface Trigger {
  readonly name: string;
  readonly definition: string;
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always';
  readonly internal: boolean;
  /** Printed name of the partitioned table it was taken over from. */
  readonly inheritedFrom?: string;
}

export interface Policy {
  readonly name: string;
  readonly permissive: boolean;
  /** Printed role names; undefined: all. */
  readonly roles?: string;
  readonly using?: string;
  readonly check?: string;
  readonly command?: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
}

export interface Rule {
  readonly name: string;
  readonly definition: string;
  readonly enabled: Trigger['enabled'];
}

export interface Enum extends QualifiedName {
  /** In their sort order. */
  readonly labels: readonly string[];
}

export interface Sequence extends QualifiedName {
  readonly type: string;
  readonly start: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly increment: string;
  readonly cycles: boolean;
  readonly cache: string;
  /** Printed `table.column` that owns it, and whether as its identity. */
  readonly ownedBy?: string;
  readonly identity?: boolean;
}
