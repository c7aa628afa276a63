import { type EffectRow, manual } from '../effect-row.js';

const inTransaction = (what: string) =>
  ({ sqlstate: '25001', why: `${what} cannot run inside a transaction`, when: 'always' }) as const;

/** Rows, and maintenance. */
export const dataRows = {
  insert: {
    sql: 'INSERT INTO t …',
    manual: manual.locking,
    locks: { table: 'ROW EXCLUSIVE', referenced: 'ROW SHARE' },
  },
  update: {
    sql: 'UPDATE t SET a = 1 WHERE …',
    manual: manual.locking,
    locks: { table: 'ROW EXCLUSIVE' },
  },
  'update-all': {
    sql: 'UPDATE t SET a = 1',
    manual: manual.locking,
    locks: { table: 'ROW EXCLUSIVE' },
    scans: ['table'],
  },
  delete: {
    sql: 'DELETE FROM t WHERE …',
    manual: manual.locking,
    locks: { table: 'ROW EXCLUSIVE', referencing: 'ROW SHARE' },
  },
  'delete-all': {
    sql: 'DELETE FROM t',
    manual: manual.locking,
    locks: { table: 'ROW EXCLUSIVE', referencing: 'ROW SHARE' },
    scans: ['table'],
  },
  truncate: {
    sql: 'TRUNCATE t',
    manual: manual.truncate,
    locks: { table: 'ACCESS EXCLUSIVE' },
    rewrites: ['table'],
  },
  'truncate-referenced': {
    sql: 'TRUNCATE parent -- which a foreign key refers to',
    manual: manual.truncate,
    locks: { table: 'ACCESS EXCLUSIVE' },
    failure: {
      sqlstate: '0A000',
      why: 'a foreign key of another table refers to it',
      when: 'always',
    },
  },
  'truncate-cascade': {
    sql: 'TRUNCATE parent CASCADE',
    manual: manual.truncate,
    locks: { table: 'ACCESS EXCLUSIVE', referencing: 'ACCESS EXCLUSIVE' },
    rewrites: ['table', 'referencing'],
  },
  'lock-table': {
    sql: 'LOCK TABLE t',
    manual: manual.locking,
    locks: { table: 'ACCESS EXCLUSIVE' },
  },
  analyze: { sql: 'ANALYZE t', manual: manual.locking, locks: { table: 'SHARE UPDATE EXCLUSIVE' } },
  grant: {
    only: true,
    sql: 'GRANT SELECT ON t TO someone',
    manual: manual.locking,
    locks: { table: 'ACCESS SHARE' },
    until: [17, { locks: {} }],
  },
  cluster: {
    sql: 'CLUSTER t USING i',
    manual: manual.cluster,
    locks: { table: 'ACCESS EXCLUSIVE' },
    rewrites: ['table'],
  },
  vacuum: { sql: 'VACUUM t', manual: manual.vacuum, locks: { table: 'SHARE UPDATE EXCLUSIVE' } },
  'vacuum-full': {
    sql: 'VACUUM FULL t',
    manual: manual.vacuum,
    locks: { table: 'ACCESS EXCLUSIVE' },
    rewrites: ['table'],
  },
  'not-in-transaction': {
    sql: 'BEGIN; VACUUM; CREATE DATABASE d; CLUSTER; ALTER SYSTEM …',
    manual: manual.vacuum,
    locks: {},
    failure: inTransaction('this statement'),
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
