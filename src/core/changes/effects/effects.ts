import type { KnownSchema } from '../known-schema.js';
import type { ObjectName } from '../objects.js';
import type { LockMode } from './lock-modes.js';

/** What a relation has to do with a change. */
export type Role =
  /** The table that the change names. */
  | 'table'
  /** The table that a foreign key of the change refers to. */
  | 'referenced'
  /** A table whose foreign key refers to what is changed. */
  | 'referencing'
  /** The partitioned table that a partition belongs to. */
  | 'parent'
  /** A partition of the table. */
  | 'partition'
  | 'default partition'
  /** The index that the change names or removes. */
  | 'index'
  | 'sequence'
  /** The view, materialized view … that the change names. */
  | 'object'
  /** A table or view that uses the object, e.g. by a column of that type. */
  | 'user';

/** What happens to one relation that existed before. */
export interface RelationEffect {
  readonly relation: ObjectName;
  readonly role: Role;
  /** The strongest lock it takes, held to the end of the transaction. */
  readonly lock: LockMode;
  /** Every row is read while the lock is held. */
  readonly scans: boolean;
  /** The table's file is written anew, and all its indexes with it. */
  readonly rewrites: boolean;
  /** Indexes that are built or built anew, where the table itself is not; undefined names: unnamed. */
  readonly builds: readonly (string | undefined)[];
}

/** An error that the statement ends with. */
export interface Failure {
  readonly sqlstate: string;
  /** A clause for people, e.g. `the table has rows and the column no default`. */
  readonly why: string;
  /** `rows`: only where there are rows (or such rows) that do not fit. */
  readonly when: 'always' | 'rows';
}

/** What the server does to carry out one change. */
export interface Effects {
  /** Relations that existed before, the named table first. Empty: no table is locked. */
  readonly relations: readonly RelationEffect[];
  readonly failure?: Failure;
  /** Why some of it cannot be known; what is listed then is the least that happens. */
  readonly unknown?: string;
  /** Ids of the rows of the table of effects that say so, the most telling first. */
  readonly rows: readonly string[];
  /** The page of PostgreSQL's manual. */
  readonly manual: string;
}

/** What the effects of a change depend on. */
export interface EffectContext {
  /** PostgreSQL's major version, 10 to 18. */
  readonly postgres: number;
  /** The schema before the change; without it the least that is certain is said. */
  readonly schema?: KnownSchema | undefined;
  /** False: outside a transaction. Default: inside, unless in an `autocommit_block()`. */
  readonly transaction?: boolean;
  /** The session's time zone where it is known to be UTC. Default: not known. */
  readonly utc?: boolean;
}
