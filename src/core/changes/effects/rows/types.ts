import { type EffectRow, manual } from '../effect-row.js';

const alone = { manual: manual.alterTableNotes, locks: { table: 'ACCESS EXCLUSIVE' } } as const;

/** ALTER COLUMN … TYPE. */
export const typeRows = {
  'type-same-storage': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE varchar(20) -- from varchar(10)',
    ...alone,
  },
  'type-index-rebuilt': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE citext -- from text',
    ...alone,
  },
  'type-time-zone': {
    sql: "SET LOCAL timezone = 'UTC'; ALTER TABLE t ALTER COLUMN c TYPE timestamptz -- from timestamp",
    ...alone,
    until: [11, { rewrites: ['table'] }],
  },
  'type-rewrite': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE bigint -- from integer',
    ...alone,
    rewrites: ['table'],
  },
  'type-needs-using': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE integer -- from text',
    ...alone,
    failure: {
      sqlstate: '42804',
      why: 'the type cannot be cast automatically: say how, by USING',
      when: 'always',
    },
  },
  'type-no-cast': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE boolean USING c::boolean -- from smallint',
    ...alone,
    failure: { sqlstate: '42846', why: 'there is no such cast', when: 'always' },
  },
  'type-default-cast': {
    sql: "ALTER TABLE t ALTER COLUMN c TYPE mood USING c::mood -- with DEFAULT 'ok'",
    ...alone,
    failure: {
      sqlstate: '42804',
      why: "the column's default cannot be cast automatically: drop it before",
      when: 'always',
    },
  },
  'type-of-partition-key': {
    sql: 'ALTER TABLE pt ALTER COLUMN id TYPE bigint -- part of the partition key',
    ...alone,
    failure: { sqlstate: '42P16', why: 'the column is part of the partition key', when: 'always' },
  },
  'type-used': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE text -- used by a view',
    ...alone,
    failure: {
      sqlstate: '0A000',
      why: 'a view, rule, trigger, policy or generated column uses the column',
      when: 'always',
    },
  },
  'type-check': {
    sql: 'ALTER TABLE t ALTER COLUMN c TYPE text -- with a validated CHECK on it',
    ...alone,
    scans: ['table'],
  },
  'type-foreign-key': {
    sql: 'ALTER TABLE t ALTER COLUMN parent_id TYPE text -- from varchar, with a foreign key',
    manual: manual.alterTable,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      referenced: 'ACCESS EXCLUSIVE',
      referencing: 'ACCESS EXCLUSIVE',
    },
  },
  'type-foreign-key-rewrite': {
    sql: 'ALTER TABLE t ALTER COLUMN parent_id TYPE bigint -- from integer, with a foreign key',
    manual: manual.alterTable,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      referenced: 'ACCESS EXCLUSIVE',
      referencing: 'ACCESS EXCLUSIVE',
    },
    scans: ['referenced', 'referencing'],
  },
  'type-identity': {
    sql: 'ALTER TABLE t ALTER COLUMN id TYPE bigint -- an identity',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', sequence: 'SHARE ROW EXCLUSIVE' },
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
