import type { Enum, QualifiedName, Sequence } from './schema.js';

/** What the catalog queries give, column by column: see catalog-queries.ts. */
export interface CatalogParts {
  readonly serverVersion: number;
  readonly searchPath: readonly string[];
  readonly schemas: readonly { readonly name: string }[];
  readonly tables: readonly TableRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  readonly triggers: readonly TriggerRow[];
  readonly policies: readonly PolicyRow[];
  readonly rules: readonly RuleRow[];
  readonly enums: readonly Enum[];
  readonly sequences: readonly (Omit<Sequence, 'ownedBy' | 'identity'> & {
    readonly owner: { readonly name: string; readonly identity: boolean } | null;
  })[];
  readonly functions: readonly QualifiedName[];
  readonly types: readonly QualifiedName[];
  readonly extensions: readonly { readonly name: string }[];
}

/** Rows that belong to a table carry its object identifier. */
interface OfTable {
  readonly id: string;
  readonly name: string;
}

export interface TableRow extends OfTable {
  readonly schema: string;
  readonly kind: string;
  readonly unlogged: boolean;
  readonly comment: string | null;
  readonly security: boolean;
  readonly forced: boolean;
  readonly partitionKey: string | null;
  readonly bound: string | null;
  readonly parents: readonly (OfTable & { readonly detaching: string | null })[] | null;
  readonly children: readonly string[] | null;
  readonly server: string | null;
  readonly options: string | null;
  readonly type: string | null;
  readonly tablespace: string | null;
  readonly publications: readonly string[] | null;
  readonly statistics: readonly string[] | null;
  readonly rows: number | null;
  readonly bytes: number;
}

export interface ColumnRow extends OfTable {
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly identity: string | null;
  readonly generated: string | null;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly options: string | null;
}

export interface ConstraintRow extends OfTable {
  readonly type: string;
  readonly columns: readonly string[];
  readonly definition: string;
  readonly valid: boolean;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly index: string;
  readonly target: string | null;
  readonly on: string;
  readonly targetSchema: string | null;
  readonly targetName: string | null;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly expression: string | null;
  readonly oid: string;
  readonly parent: string | null;
}

export interface IndexRow extends OfTable {
  readonly oid: string;
  readonly method: string;
  readonly unique: boolean;
  readonly primary: boolean;
  readonly clustered: boolean;
  readonly valid: boolean;
  readonly replicaIdentity: boolean;
  readonly nullsNotDistinct: string | null;
  readonly keys: readonly string[];
  readonly include: readonly string[];
  readonly predicate: string | null;
  readonly definition: string;
  readonly tablespace: string | null;
}

export interface TriggerRow extends OfTable {
  readonly definition: string;
  readonly enabled: string;
  readonly internal: boolean;
  readonly oid: string;
  readonly on: string;
  readonly parent: string | null;
}

export interface PolicyRow extends OfTable {
  readonly permissive: boolean;
  readonly command: string;
  readonly roles: string | null;
  readonly using: string | null;
  readonly check: string | null;
}

export interface RuleRow extends OfTable {
  readonly definition: string;
  readonly enabled: string;
}
