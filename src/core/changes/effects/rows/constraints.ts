import { type EffectRow, manual } from '../effect-row.js';

const both = { table: 'SHARE ROW EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' } as const;
const alone = { manual: manual.alterTable, locks: { table: 'ACCESS EXCLUSIVE' } } as const;

/** Constraints: added, validated, dropped. */
export const constraintRows = {
  'add-foreign-key': {
    sql: 'ALTER TABLE t ADD FOREIGN KEY (parent_id) REFERENCES parent',
    manual: manual.alterTableNotes,
    locks: both,
    scans: ['table', 'referenced'],
  },
  'add-foreign-key-not-valid': {
    sql: 'ALTER TABLE t ADD FOREIGN KEY (parent_id) REFERENCES parent NOT VALID',
    manual: manual.alterTableNotes,
    locks: both,
  },
  'add-foreign-key-not-valid-partitioned': {
    sql: 'ALTER TABLE pt ADD FOREIGN KEY (parent_id) REFERENCES parent NOT VALID',
    manual: manual.alterTable,
    locks: both,
    until: [
      17,
      {
        failure: {
          sqlstate: '42809',
          why: 'a foreign key of a partitioned table cannot be NOT VALID before PostgreSQL 18',
          when: 'always',
        },
      },
    ],
  },
  'add-column-foreign-key': {
    sql: 'ALTER TABLE t ADD COLUMN parent_id integer REFERENCES parent',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' },
  },
  'add-column-foreign-key-default': {
    sql: 'ALTER TABLE t ADD COLUMN parent_id integer DEFAULT 1 REFERENCES parent',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' },
    scans: ['table', 'referenced'],
  },
  'add-check': {
    sql: 'ALTER TABLE t ADD CHECK (a > 0)',
    ...alone,
    manual: manual.alterTableNotes,
    scans: ['table'],
  },
  'add-check-not-valid': {
    sql: 'ALTER TABLE t ADD CHECK (a > 0) NOT VALID',
    ...alone,
    manual: manual.alterTableNotes,
  },
  'add-not-enforced': {
    sql: 'ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED',
    ...alone,
    until: [
      17,
      {
        failure: {
          sqlstate: '42601',
          why: 'NOT ENFORCED exists from PostgreSQL 18 on',
          when: 'always',
        },
      },
    ],
  },
  'add-not-null': {
    sql: 'ALTER TABLE t ADD CONSTRAINT n NOT NULL c',
    ...alone,
    scans: ['table'],
    until: [
      17,
      {
        scans: [],
        failure: {
          sqlstate: '42601',
          why: 'NOT NULL is a constraint of its own from PostgreSQL 18 on',
          when: 'always',
        },
      },
    ],
  },
  'add-not-null-not-valid': {
    sql: 'ALTER TABLE t ADD CONSTRAINT n NOT NULL c NOT VALID',
    ...alone,
    until: [
      17,
      {
        failure: {
          sqlstate: '42601',
          why: 'NOT NULL is a constraint of its own from PostgreSQL 18 on',
          when: 'always',
        },
      },
    ],
  },
  'add-unique': {
    sql: 'ALTER TABLE t ADD UNIQUE (a)',
    ...alone,
    scans: ['table'],
    until: [17, { locks: { table: 'ACCESS EXCLUSIVE', partition: 'SHARE' } }],
  },
  'add-primary-key': { sql: 'ALTER TABLE t ADD PRIMARY KEY (id)', ...alone, scans: ['table'] },
  'add-exclusion': {
    sql: 'ALTER TABLE t ADD EXCLUDE USING gist (during WITH &&)',
    ...alone,
    scans: ['table'],
  },
  'add-unique-using-index': {
    sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
    until: [11, { locks: { table: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' } }],
  },
  'add-primary-key-using-index': {
    sql: 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
    until: [11, { locks: { table: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' } }],
  },
  'add-primary-key-using-index-nullable': {
    sql: 'ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX i -- on a column that may be NULL',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
    scans: ['table'],
  },
  'using-index-unfit': {
    sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i -- partial, with expressions, not unique',
    ...alone,
    failure: {
      sqlstate: '42809',
      why: 'the index must be unique, without WHERE, expressions or other than the default order',
      when: 'always',
    },
  },
  'using-index-partitioned': {
    sql: 'ALTER TABLE pt ADD CONSTRAINT u UNIQUE USING INDEX i',
    ...alone,
    failure: {
      sqlstate: '0A000',
      why: 'USING INDEX does not work on partitioned tables',
      when: 'always',
    },
  },
  'validate-foreign-key': {
    sql: 'ALTER TABLE t VALIDATE CONSTRAINT t_parent_id_fkey',
    manual: manual.alterTableNotes,
    locks: { table: 'SHARE UPDATE EXCLUSIVE', referenced: 'ROW SHARE' },
    scans: ['table', 'referenced'],
  },
  'validate-constraint': {
    sql: 'ALTER TABLE t VALIDATE CONSTRAINT t_a_check',
    manual: manual.alterTableNotes,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
    scans: ['table'],
  },
  'validate-already': {
    sql: 'ALTER TABLE t VALIDATE CONSTRAINT t_a_check -- which is valid',
    manual: manual.alterTable,
    locks: { table: 'SHARE UPDATE EXCLUSIVE' },
  },
  'drop-constraint': { sql: 'ALTER TABLE t DROP CONSTRAINT t_a_check', ...alone },
  'drop-foreign-key': {
    sql: 'ALTER TABLE t DROP CONSTRAINT t_parent_id_fkey',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', referenced: 'ACCESS EXCLUSIVE' },
  },
  'drop-key': {
    sql: 'ALTER TABLE t DROP CONSTRAINT t_a_key',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' },
  },
  'drop-key-referenced': {
    sql: 'ALTER TABLE parent DROP CONSTRAINT parent_pkey -- which a foreign key needs',
    ...alone,
    failure: { sqlstate: '2BP01', why: 'a foreign key needs this key', when: 'always' },
  },
  'drop-key-cascade': {
    sql: 'ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE',
    manual: manual.alterTable,
    locks: {
      table: 'ACCESS EXCLUSIVE',
      index: 'ACCESS EXCLUSIVE',
      referencing: 'ACCESS EXCLUSIVE',
    },
  },
  'drop-constraint-missing': {
    sql: 'ALTER TABLE t DROP CONSTRAINT no_such_constraint',
    ...alone,
    failure: { sqlstate: '42704', why: 'the table has no constraint of this name', when: 'always' },
  },
  'rename-constraint': { sql: 'ALTER TABLE t RENAME CONSTRAINT a TO b', ...alone },
  'rename-key': {
    sql: 'ALTER TABLE t RENAME CONSTRAINT t_pkey TO b',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', index: 'SHARE UPDATE EXCLUSIVE' },
    until: [11, { locks: { table: 'ACCESS EXCLUSIVE', index: 'ACCESS EXCLUSIVE' } }],
  },
  'enforce-foreign-key': {
    sql: 'ALTER TABLE t ALTER CONSTRAINT t_parent_id_fkey ENFORCED',
    manual: manual.alterTable,
    locks: { table: 'ACCESS EXCLUSIVE', referenced: 'SHARE ROW EXCLUSIVE' },
    scans: ['table', 'referenced'],
  },
  'alter-constraint': {
    sql: 'ALTER TABLE t ALTER CONSTRAINT t_parent_id_fkey DEFERRABLE',
    ...alone,
  },
} as const satisfies Readonly<Record<string, EffectRow>>;
