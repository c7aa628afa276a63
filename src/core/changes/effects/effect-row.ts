import type { Failure, Role } from './effects.js';
import type { LockMode } from './lock-modes.js';

/** One case of the table of effects: what PostgreSQL does, as its manual says and servers showed. */
export interface EffectRow {
  /** The statement, as an example. */
  readonly sql: string;
  /** Page of PostgreSQL's manual. */
  readonly manual: string;
  /** By what the relation has to do with the statement. */
  readonly locks: Readonly<Partial<Record<Role, LockMode>>>;
  readonly scans?: readonly Role[];
  readonly rewrites?: readonly Role[];
  readonly failure?: Failure;
  /** It does not reach the partitions of a partitioned table. */
  readonly only?: true;
  /** What is different up to and including a major version. */
  readonly until?: readonly [major: number, Partial<Omit<EffectRow, 'until'>>];
}

const page = (name: string) => `https://www.postgresql.org/docs/current/${name}.html`;

/** Pages of PostgreSQL's manual that the rows link to. */
export const manual = {
  alterDomain: page('sql-alterdomain'),
  alterIndex: page('sql-alterindex'),
  alterTable: page('sql-altertable'),
  alterTableNotes: `${page('sql-altertable')}#SQL-ALTERTABLE-NOTES`,
  alterType: page('sql-altertype'),
  cluster: page('sql-cluster'),
  comment: page('sql-comment'),
  createIndex: page('sql-createindex'),
  concurrently: `${page('sql-createindex')}#SQL-CREATEINDEX-CONCURRENTLY`,
  createTable: page('sql-createtable'),
  createTrigger: page('sql-createtrigger'),
  dropIndex: page('sql-dropindex'),
  dropTable: page('sql-droptable'),
  dropType: page('sql-droptype'),
  locking: `${page('explicit-locking')}#LOCKING-TABLES`,
  partitioning: `${page('ddl-partitioning')}#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE`,
  refresh: page('sql-refreshmaterializedview'),
  reindex: page('sql-reindex'),
  truncate: page('sql-truncate'),
  vacuum: page('sql-vacuum'),
  view: page('sql-createview'),
} as const;
