import { type EffectRow, manual } from '../effect-row.js';

const inTransaction = (what: string) =>
  ({ sqlstate: '25001', why: `${what} cannot run inside a transaction`, when: 'always' }) as const;

/** Indexes. */
export const indexRows = {
  'create-index': {
    sql: 'CREATE INDEX ON t (a)',
    manual: manual.createIndex,
    locks: { table: 'SHARE' },
    scans: ['table'],
  },
  'create-index-exists': {
    sql: 'CREATE INDEX IF NOT EXISTS i ON t (a) -- which is there',
    manual: manual.createIndex,
    locks: { table: 'SHARE' },
  },
  'create-index-on-only': {
    only: true,
    sql: 'CREATE INDEX ON ONLY pt (a)',
    manual: manual.createIndex,
    locks: { table: 'SHARE' },
  },
  'create-index-concurrently': {
    sql: 'CREATE INDEX CONCURRENTLY i ON t (a)',
    manual: manual.concurrently,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
    scans: ['table'],
  },
  'create-index-concurrently-in-transaction': {
    sql: 'BEGIN; CREATE INDEX CONCURRENTLY i ON t (a)',
    manual: manual.concurrently,
    locks: {},
    failure: inTransaction('CREATE INDEX CONCURRENTLY'),
  },
  'index-concurrently-partitioned': {
    sql: 'CREATE INDEX CONCURRENTLY i ON pt (a)',
    manual: manual.concurrently,
    locks: {},
    failure: {
      sqlstate: '0A000',
      why: 'CONCURRENTLY does not work on a partitioned table',
      when: 'always',
    },
    until: [
      10,
      {
        failure: {
          sqlstate: '42809',
          why: 'a partitioned table has no indexes before PostgreSQL 11',
          when: 'always',
        },
      },
    ],
  },
  'drop-index': {
    sql: 'DROP INDEX i',
    manual: manual.dropIndex,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' },
  },
  'drop-index-concurrently': {
    sql: 'DROP INDEX CONCURRENTLY i',
    manual: manual.dropIndex,
    locks: { table: 'SHARE UPDATE EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
  },
  'drop-index-concurrently-in-transaction': {
    sql: 'BEGIN; DROP INDEX CONCURRENTLY i',
    manual: manual.dropIndex,
    locks: {},
    failure: inTransaction('DROP INDEX CONCURRENTLY'),
  },
  'drop-index-concurrently-cascade': {
    sql: 'DROP INDEX CONCURRENTLY i CASCADE',
    manual: manual.dropIndex,
    locks: {},
    failure: { sqlstate: '0A000', why: 'DROP INDEX CONCURRENTLY has no CASCADE', when: 'always' },
  },
  'drop-index-of-constraint': {
    sql: 'DROP INDEX t_a_key',
    manual: manual.dropIndex,
    locks: {},
    failure: {
      sqlstate: '2BP01',
      why: 'the index belongs to a constraint: drop that',
      when: 'always',
    },
  },
  'rename-index': {
    sql: 'ALTER INDEX i RENAME TO j',
    manual: manual.alterIndex,
    locks: { index: 'SHARE UPDATE EXCLUSIVE' },
    until: [11, { locks: { index: 'ACCESS EXCLUSIVE' } }],
  },
  'reindex-index': {
    sql: 'REINDEX INDEX i',
    manual: manual.reindex,
    locks: { table: 'SHARE', index: 'ACCESS EXCLUSIVE' },
    scans: ['table'],
  },
  'reindex-table': {
    sql: 'REINDEX TABLE t',
    manual: manual.reindex,
    locks: { table: 'SHARE', index: 'ACCESS EXCLUSIVE' },
    scans: ['table'],
  },
  'reindex-concurrently': {
    sql: 'REINDEX TABLE CONCURRENTLY t',
    manual: `${manual.reindex}#SQL-REINDEX-CONCURRENTLY`,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
    until: [
      11,
      {
        failure: {
          sqlstate: '42601',
          why: 'REINDEX CONCURRENTLY exists from PostgreSQL 12 on',
          when: 'always',
        },
      },
    ],
  },
  'reindex-in-transaction': {
    sql: 'BEGIN; REINDEX SCHEMA public',
    manual: manual.reindex,
    locks: {},
    failure: inTransaction('REINDEX of a schema, a database, a partitioned table or CONCURRENTLY'),
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
