import { type EffectRow, manual } from '../effect-row.js';

/** Types, views, triggers and other objects. */
export const objectRows = {
  'no-table': {
    sql: 'CREATE FUNCTION …, CREATE EXTENSION …, CREATE TYPE …',
    manual: manual.locking,
    locks: {},
  },
  'add-enum-value': {
    sql: "ALTER TYPE mood ADD VALUE 'happy'",
    manual: manual.alterType,
    locks: {},
  },
  'add-enum-value-in-transaction': {
    sql: "BEGIN; ALTER TYPE mood ADD VALUE 'happy'",
    manual: manual.alterType,
    locks: {},
    until: [
      11,
      {
        failure: {
          sqlstate: '25001',
          why: 'ADD VALUE cannot run inside a transaction before PostgreSQL 12',
          when: 'always',
        },
      },
    ],
  },
  'add-enum-value-exists': {
    sql: "ALTER TYPE mood ADD VALUE 'ok' -- which it has",
    manual: manual.alterType,
    locks: {},
    failure: { sqlstate: '42710', why: 'the type already has this label', when: 'always' },
  },
  'rename-enum-value-missing': {
    sql: "ALTER TYPE mood RENAME VALUE 'nope' TO 'x'",
    manual: manual.alterType,
    locks: {},
    failure: { sqlstate: '22023', why: 'the type has no such label', when: 'always' },
  },
  'create-enum-exists': {
    sql: "CREATE TYPE mood AS ENUM ('ok') -- which is there",
    manual: manual.alterType,
    locks: {},
    failure: { sqlstate: '42710', why: 'a type of this name exists', when: 'always' },
  },
  'drop-type-used': {
    sql: 'DROP TYPE mood -- which a column has',
    manual: manual.dropType,
    locks: {},
    failure: { sqlstate: '2BP01', why: 'a column has this type', when: 'always' },
  },
  'drop-type-cascade': {
    sql: 'DROP TYPE mood CASCADE',
    manual: manual.dropType,
    locks: { user: 'ACCESS EXCLUSIVE' },
  },
  'create-view': {
    sql: 'CREATE VIEW v AS SELECT … FROM t',
    manual: manual.view,
    locks: { user: 'ACCESS SHARE' },
  },
  'replace-view': {
    sql: 'CREATE OR REPLACE VIEW v AS SELECT … FROM t',
    manual: manual.view,
    locks: { user: 'ACCESS SHARE', object: 'ACCESS EXCLUSIVE' },
  },
  'create-materialized-view': {
    sql: 'CREATE MATERIALIZED VIEW v AS SELECT … FROM t',
    manual: manual.view,
    locks: { user: 'ACCESS SHARE' },
    scans: ['user'],
  },
  'alter-view': {
    sql: 'DROP VIEW v; ALTER VIEW v RENAME TO w',
    manual: manual.view,
    locks: { object: 'ACCESS EXCLUSIVE' },
  },
  refresh: {
    sql: 'REFRESH MATERIALIZED VIEW v',
    manual: manual.refresh,
    locks: { object: 'ACCESS EXCLUSIVE', user: 'ACCESS SHARE' },
    rewrites: ['object'],
    scans: ['user'],
  },
  'refresh-concurrently': {
    sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY v',
    manual: manual.refresh,
    locks: { object: 'EXCLUSIVE', user: 'ACCESS SHARE' },
    scans: ['object', 'user'],
  },
  'create-trigger': {
    sql: 'CREATE TRIGGER tr BEFORE INSERT ON t …',
    manual: manual.createTrigger,
    locks: { table: 'SHARE ROW EXCLUSIVE' },
  },
  'drop-trigger': {
    sql: 'DROP TRIGGER tr ON t; ALTER TRIGGER tr ON t RENAME TO ts',
    manual: manual.createTrigger,
    locks: { table: 'ACCESS EXCLUSIVE' },
  },
  'policy-or-rule': {
    sql: 'CREATE POLICY p ON t …; CREATE RULE r AS ON INSERT TO t …',
    manual: manual.locking,
    locks: { table: 'ACCESS EXCLUSIVE' },
  },
  'publication-or-statistics': {
    sql: 'CREATE PUBLICATION p FOR TABLE t; CREATE STATISTICS s ON a, b FROM t',
    manual: manual.locking,
    locks: { user: 'SHARE UPDATE EXCLUSIVE' },
  },
  'alter-sequence': {
    sql: 'ALTER SEQUENCE s RESTART',
    manual: manual.locking,
    locks: { sequence: 'SHARE ROW EXCLUSIVE' },
  },
  'drop-sequence': {
    sql: 'DROP SEQUENCE s',
    manual: manual.locking,
    locks: { sequence: 'ACCESS EXCLUSIVE' },
  },
  'domain-constraint': {
    sql: 'ALTER DOMAIN d ADD CHECK (value > 0)',
    manual: manual.alterDomain,
    locks: { user: 'SHARE' },
    scans: ['user'],
  },
  'domain-constraint-not-valid': {
    sql: 'ALTER DOMAIN d ADD CHECK (value > 0) NOT VALID',
    manual: manual.alterDomain,
    locks: {},
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
