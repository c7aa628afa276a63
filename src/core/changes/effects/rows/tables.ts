import { type EffectRow, manual } from '../effect-row.js';

const alone = { manual: manual.alterTable, locks: { table: 'ACCESS EXCLUSIVE' } } as const;

/** Tables and partitions. A new table locks nobody out; its neighbours are what is listed. */
export const tableRows = {
  'create-table': { sql: 'CREATE TABLE t (…)', manual: manual.createTable, locks: {} },
  'create-table-references': {
    sql: 'CREATE TABLE t (parent_id integer REFERENCES parent)',
    manual: manual.createTable,
    locks: { referenced: 'SHARE ROW EXCLUSIVE' },
  },
  'create-partition': {
    sql: 'CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (2)',
    manual: manual.partitioning,
    locks: {
      parent: 'ACCESS EXCLUSIVE',
      'default partition': 'ACCESS EXCLUSIVE',
      referenced: 'SHARE ROW EXCLUSIVE',
    },
    scans: ['default partition'],
    until: [
      11,
      {
        locks: {
          parent: 'ACCESS EXCLUSIVE',
          'default partition': 'ACCESS EXCLUSIVE',
          referenced: 'ACCESS SHARE',
        },
      },
    ],
  },
  'create-table-from': {
    sql: 'CREATE TABLE l (LIKE t); CREATE TABLE l AS SELECT … FROM t',
    manual: manual.createTable,
    locks: { user: 'ACCESS SHARE' },
  },
  'create-table-inherits': {
    sql: 'CREATE TABLE l () INHERITS (t)',
    manual: manual.createTable,
    locks: { parent: 'SHARE UPDATE EXCLUSIVE' },
  },
  'drop-table': {
    sql: 'DROP TABLE t',
    manual: manual.dropTable,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      referenced: 'ACCESS EXCLUSIVE',
      parent: 'ACCESS EXCLUSIVE',
    },
  },
  'drop-table-referenced': {
    sql: 'DROP TABLE parent -- which a foreign key refers to',
    manual: manual.dropTable,
    locks: { table: 'ACCESS EXCLUSIVE' },
    failure: {
      sqlstate: '2BP01',
      why: 'a foreign key of another table refers to it',
      when: 'always',
    },
  },
  'drop-table-cascade': {
    sql: 'DROP TABLE parent CASCADE',
    manual: manual.dropTable,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      referenced: 'ACCESS EXCLUSIVE',
      referencing: 'ACCESS EXCLUSIVE',
      parent: 'ACCESS EXCLUSIVE',
      user: 'ACCESS EXCLUSIVE',
    },
  },
  'rename-table': { only: true, sql: 'ALTER TABLE t RENAME TO u', ...alone },
  'set-schema': { only: true, sql: 'ALTER TABLE t SET SCHEMA archive', ...alone },
  'attach-partition': {
    only: true,
    sql: 'ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (2)',
    manual: manual.partitioning,
    locks: {
      table: 'SHARE UPDATE EXCLUSIVE',
      partition: 'ACCESS EXCLUSIVE',
      'default partition': 'ACCESS EXCLUSIVE',
      referenced: 'SHARE ROW EXCLUSIVE',
    },
    scans: ['partition', 'default partition'],
    until: [
      11,
      {
        locks: {
          table: 'ACCESS EXCLUSIVE',
          partition: 'ACCESS EXCLUSIVE',
          'default partition': 'ACCESS EXCLUSIVE',
          referenced: 'ROW SHARE',
        },
      },
    ],
  },
  'detach-partition': {
    only: true,
    sql: 'ALTER TABLE t DETACH PARTITION p',
    manual: manual.partitioning,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      partition: 'ACCESS EXCLUSIVE',
      'default partition': 'ACCESS EXCLUSIVE',
      referenced: 'SHARE ROW EXCLUSIVE',
    },
    until: [
      13,
      {
        locks: {
          table: 'ACCESS EXCLUSIVE',
          partition: 'SHARE UPDATE EXCLUSIVE',
          'default partition': 'ACCESS EXCLUSIVE',
          referenced: 'SHARE ROW EXCLUSIVE',
        },
      },
    ],
  },
  'detach-partition-concurrently': {
    only: true,
    sql: 'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
    manual: manual.partitioning,
    locks: { table: 'SHARE UPDATE EXCLUSIVE', partition: 'ACCESS EXCLUSIVE' },
    until: [
      13,
      {
        failure: {
          sqlstate: '42601',
          why: 'DETACH CONCURRENTLY exists from PostgreSQL 14 on',
          when: 'always',
        },
      },
    ],
  },
  'detach-partition-concurrently-in-transaction': {
    sql: 'BEGIN; ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
    manual: manual.partitioning,
    locks: {},
    failure: {
      sqlstate: '25001',
      why: 'DETACH CONCURRENTLY cannot run inside a transaction',
      when: 'always',
    },
  },
  'detach-partition-concurrently-default': {
    sql: 'ALTER TABLE t DETACH PARTITION p CONCURRENTLY -- t has a default partition',
    manual: manual.partitioning,
    locks: {},
    failure: { sqlstate: '55000', why: 'the table has a default partition', when: 'always' },
  },
  'alter-table': { sql: 'ALTER TABLE t OWNER TO someone', ...alone },
  'alter-table-only': { sql: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY', ...alone, only: true },
  'alter-table-weakly': {
    sql: 'ALTER TABLE t SET (fillfactor = 80)',
    manual: manual.alterTable,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
  },
  'alter-trigger-state': {
    sql: 'ALTER TABLE t DISABLE TRIGGER ALL',
    manual: manual.alterTable,
    locks: { table: 'SHARE ROW EXCLUSIVE' },
  },
  'set-logged': { sql: 'ALTER TABLE t SET UNLOGGED', ...alone, rewrites: ['table'] },
  'set-access-method': {
    sql: 'ALTER TABLE t SET ACCESS METHOD columnar',
    ...alone,
    rewrites: ['table'],
    until: [
      14,
      {
        rewrites: [],
        failure: {
          sqlstate: '42601',
          why: 'SET ACCESS METHOD exists from PostgreSQL 15 on',
          when: 'always',
        },
      },
    ],
  },
  'set-tablespace': { sql: 'ALTER TABLE t SET TABLESPACE fast', ...alone, rewrites: ['table'] },
  inherit: {
    sql: 'ALTER TABLE l INHERIT t',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', parent: 'SHARE UPDATE EXCLUSIVE' },
  },
  comment: {
    only: true,
    sql: "COMMENT ON TABLE t IS 'x'",
    manual: manual.comment,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
