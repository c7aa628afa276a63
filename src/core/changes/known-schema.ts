/**
 * What is known of the schema before a change: the port through which effects and inverses see the
 * replayed history. Nothing is guessed: what migrations cannot tell is unknown, with the reason.
 */
import type { Change, ObjectType } from './change.js';
import type {
  ColumnRead,
  ColumnType,
  Constraint,
  Expression,
  Generated,
  Identity,
  IndexDefinition,
  ObjectName,
} from './objects.js';

/** Why something cannot be known. */
export interface Doubt {
  /** A sentence for people, without a full stop, e.g. `a DO block runs code that is not read`. */
  readonly reason: string;
  /** What brought it about; undefined where the history before it is missing. */
  readonly change?: Change;
  readonly revision?: string;
}

/** A fact that is known, known not to be, or not known; `last`: what it was before the doubt. */
export type Known<T> =
  | { readonly state: 'present'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown'; readonly doubt: Doubt; readonly last?: T };

/** `at` orders facts and doubts; a `doubt` says that the part may be different or not be there. */
interface Part {
  readonly at: number;
  readonly doubt?: Doubt | undefined;
}

export interface KnownColumn extends Part {
  readonly name: string;
  readonly type: ColumnType;
  /** Undefined where it cannot be known. */
  readonly nullable: boolean | undefined;
  readonly default?: Expression | undefined;
  readonly identity?: Identity | undefined;
  readonly generated?: Generated | undefined;
  readonly collation?: string | undefined;
  readonly comment?: string | undefined;
  /** The sequence of a serial or identity column. */
  readonly sequence?: string | undefined;
  /** The name that PostgreSQL 18 gives to its NOT NULL constraint. */
  readonly notNull?: { readonly name: string | undefined; readonly valid: boolean } | undefined;
  /** The change that made it. */
  readonly origin: Change;
}

export interface KnownConstraint extends Part {
  /** Undefined where it cannot be known. */
  readonly name: string | undefined;
  readonly definition: Constraint;
  /** Its columns, those that a check's expression names included; undefined where not known. */
  readonly columns: readonly string[] | undefined;
  readonly valid: boolean;
  /** False: `NOT ENFORCED`. */
  readonly enforced: boolean;
  readonly origin: Change;
}

export interface KnownIndex extends Part {
  /** Undefined where it cannot be known. */
  readonly name: string | undefined;
  readonly definition: IndexDefinition;
  /** Built by the constraint of the same name. */
  readonly constraint?: 'primary_key' | 'unique' | 'exclude' | undefined;
  /** The change that made the index of the partitioned table that it is part of. */
  readonly partOf?: Change | undefined;
  readonly origin: Change;
}

export interface KnownTable extends Part {
  /** `schema` is undefined where migrations leave it to the search path. */
  readonly name: ObjectName;
  readonly kind: 'table' | 'materialized view';
  readonly columns: readonly KnownColumn[];
  readonly constraints: readonly KnownConstraint[];
  readonly indexes: readonly KnownIndex[];
  /** It may have more columns, constraints and indexes, and why. */
  readonly incomplete?: Doubt | undefined;
  readonly partitionBy?: string | undefined;
  readonly partitionOf?: ObjectName | undefined;
  readonly comment?: string | undefined;
  readonly origin: Change;
}

export interface KnownEnum extends Part {
  readonly name: ObjectName;
  /** In their order; undefined where they cannot be known. */
  readonly labels: readonly string[] | undefined;
  readonly origin: Change;
}

/** A view, function, trigger, domain …, by name. */
export interface KnownObject extends Part {
  readonly type: ObjectType;
  readonly name: ObjectName;
  readonly table?: ObjectName | undefined;
  /** The statement that created it, where it was written as SQL. */
  readonly sql?: string | undefined;
  /** Columns that it names, where it was written as SQL. */
  readonly reads?: readonly ColumnRead[] | undefined;
  /** Of a sequence: `table.column` that owns it. */
  readonly ownedBy?: { readonly table: ObjectName; readonly column: string } | undefined;
  readonly origin: Change;
}

/** Names without a schema mean the default schema. Lists hold what is present or may be. */
export interface KnownSchema {
  table(name: ObjectName): Known<KnownTable>;
  column(table: ObjectName, column: string): Known<KnownColumn>;
  constraint(table: ObjectName, name: string): Known<KnownConstraint>;
  /** By its own name, which is unique in its schema. */
  index(name: ObjectName): Known<KnownIndex>;
  enum(name: ObjectName): Known<KnownEnum>;
  object(type: ObjectType, name: ObjectName, table?: ObjectName): Known<KnownObject>;
  /** Whether a change since the column was added may have put values into rows that were there. */
  mayBeFilled(table: ObjectName, column: string): boolean;
  readonly tables: readonly KnownTable[];
  readonly enums: readonly KnownEnum[];
  readonly objects: readonly KnownObject[];
  /** Why anything that is not recorded may be there all the same; undefined: it is not. */
  readonly incomplete: Doubt | undefined;
  /** Foreign keys of other tables (or its own) that refer to a table. */
  referencesTo(table: ObjectName): readonly { table: KnownTable; constraint: KnownConstraint }[];
  /** Partitions of a table, as far as known. */
  partitionsOf(table: ObjectName): readonly KnownTable[];
}

/** The fact, or what it was before a doubt; undefined where it is absent or was never known. */
export function best<T>(known: Known<T>): T | undefined {
  return known.state === 'present'
    ? known.value
    : known.state === 'unknown'
      ? known.last
      : undefined;
}

/** The fact where it is certain. */
export function certain<T>(known: Known<T>): T | undefined {
  return known.state === 'present' ? known.value : undefined;
}

/** One key per object, however its schema is written. */
export function keyOf({ schema, name }: ObjectName, defaultSchema = 'public'): string {
  return `${schema ?? defaultSchema}.${name}`;
}

/** Whether two names mean the same object. */
export function sameName(left: ObjectName, right: ObjectName): boolean {
  return left.name === right.name && (left.schema ?? 'public') === (right.schema ?? 'public');
}
