import type { RowId } from '../../../src/core/changes/effects/rows/all-rows.js';

/** One statement whose effects on a real server are held against the table of effects. */
export interface EffectCase {
  /** The row that has to be the first that is named. */
  readonly row: RowId;
  readonly sql: string;
  /** Committed before. */
  readonly setup?: string;
  /** In the same transaction, before. */
  readonly first?: string;
  readonly outside?: true;
  /** A foreign key finds only NULLs: the other table need not be read. */
  readonly nulls?: true;
  /** Majors on which the setup works; default all. */
  readonly from?: number;
  readonly to?: number;
}

/** Tables with rows, so that scans show. */
export const base = `
  CREATE TABLE parent (id int PRIMARY KEY, v int);
  CREATE TABLE child (id int PRIMARY KEY, pid int CONSTRAINT child_pid_fk REFERENCES parent, x int CONSTRAINT child_x_ck CHECK (x > 0));
  CREATE TABLE t (id int PRIMARY KEY, a int, p int, s varchar(10), d int NOT NULL DEFAULT 0);
  CREATE INDEX t_a_idx ON t (a);
  CREATE TABLE n (id int, id2 int);
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TABLE m (id int PRIMARY KEY, c mood, txt text DEFAULT 'ok');
  CREATE TABLE pt (id int NOT NULL, p int, a int) PARTITION BY RANGE (id);
  CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (2000);
  CREATE TABLE e (r int4range, id int);
  INSERT INTO parent SELECT g, g FROM generate_series(1, 500) g;
  INSERT INTO child SELECT g, g % 500 + 1, g FROM generate_series(1, 1000) g;
  INSERT INTO t SELECT g, g, g % 500 + 1, g::text, 1 FROM generate_series(1, 1000) g;
  INSERT INTO n SELECT g, g FROM generate_series(1, 1000) g;
  INSERT INTO m SELECT g, 'ok' FROM generate_series(1, 1000) g;
  INSERT INTO pt SELECT g, g % 500 + 1, g FROM generate_series(1, 1000) g;
  INSERT INTO e SELECT int4range(g * 2, g * 2 + 1), g FROM generate_series(1, 1000) g;`;

type Options = Omit<EffectCase, 'row' | 'sql'>;

const on = (row: RowId, sql: string, options: Options = {}): EffectCase => ({
  row,
  sql,
  ...options,
});
const set = (setup: string, more: Options = {}): Options => ({ setup, ...more });
const add = (row: RowId, column: string, options?: Options) =>
  on(row, `ALTER TABLE t ADD COLUMN ${column}`, options);
const alter = (row: RowId, clause: string, options?: Options) =>
  on(row, `ALTER TABLE t ${clause}`, options);
/** A change of the type of a column that has an index. */
const type = (row: RowId, from: string, to: string, using = '', more: Options = {}) =>
  on(row, `ALTER TABLE ty ALTER COLUMN c TYPE ${to}${using === '' ? '' : ` USING ${using}`}`, {
    ...more,
    setup: `${more.setup ?? ''} CREATE TABLE ty (id int, c ${from}); CREATE INDEX ty_c_idx ON ty (c);
      INSERT INTO ty SELECT g FROM generate_series(1, 10) g;`,
  });

const trigger = `CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;`;
const made = `${trigger} CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE tf();`;
const view = `CREATE VIEW vw AS SELECT a FROM t;`;
const matview = `CREATE MATERIALIZED VIEW mv AS SELECT id FROM t; CREATE UNIQUE INDEX mvi ON mv (id);`;
const standard = `CREATE TABLE pd PARTITION OF pt DEFAULT; INSERT INTO pt SELECT g FROM generate_series(90000, 90999) g;`;
const part2 = `CREATE TABLE p2 (id int NOT NULL, p int, a int); INSERT INTO p2 SELECT g FROM generate_series(3001, 3100) g;`;

export const effectCases: readonly EffectCase[] = [
  // Tables and partitions
  on('create-table', `CREATE TABLE x (id int PRIMARY KEY)`),
  on('create-table-references', `CREATE TABLE x (id int PRIMARY KEY, pid int REFERENCES parent)`),
  on('create-partition', `CREATE TABLE p3 PARTITION OF pt FOR VALUES FROM (2000) TO (3000)`),
  on(
    'create-partition',
    `CREATE TABLE p3 PARTITION OF pt FOR VALUES FROM (2000) TO (3000)`,
    set(standard),
  ),
  on(
    'create-partition',
    `CREATE TABLE p3 PARTITION OF pt FOR VALUES FROM (2000) TO (3000)`,
    set(`ALTER TABLE pt ADD FOREIGN KEY (p) REFERENCES parent;`),
  ),
  on('create-table-from', `CREATE TABLE l (LIKE t INCLUDING ALL)`),
  on('create-table-inherits', `CREATE TABLE l (z int) INHERITS (t)`),
  on('drop-table', `DROP TABLE t`),
  on('drop-table', `DROP TABLE child`),
  on('drop-table', `DROP TABLE pt1`),
  on('drop-table-referenced', `DROP TABLE parent`),
  on('drop-table-cascade', `DROP TABLE parent CASCADE`),
  on('drop-table-cascade', `DROP TABLE t CASCADE`, set(view)),
  on('rename-table', `ALTER TABLE t RENAME TO tt`),
  on('set-schema', `ALTER TABLE t SET SCHEMA other`, set(`CREATE SCHEMA other;`)),
  on(
    'attach-partition',
    `ALTER TABLE pt ATTACH PARTITION p2 FOR VALUES FROM (3000) TO (4000)`,
    set(part2),
  ),
  on(
    'attach-partition',
    `ALTER TABLE pt ATTACH PARTITION p2 FOR VALUES FROM (3000) TO (4000)`,
    set(part2 + standard),
  ),
  on('detach-partition', `ALTER TABLE pt DETACH PARTITION pt1`),
  on('detach-partition', `ALTER TABLE pt DETACH PARTITION pt1`, set(standard)),
  on(
    'detach-partition',
    `ALTER TABLE pt DETACH PARTITION pt1`,
    set(`ALTER TABLE pt ADD FOREIGN KEY (p) REFERENCES parent;`),
  ),
  on('detach-partition-concurrently', `ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY`, {
    outside: true,
  }),
  on(
    'detach-partition-concurrently-in-transaction',
    `ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY`,
  ),
  on('detach-partition-concurrently-default', `ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY`, {
    setup: standard,
    outside: true,
  }),
  alter('alter-table-only', `OWNER TO CURRENT_USER`),
  alter('alter-table-only', `ENABLE ROW LEVEL SECURITY`),
  alter('alter-table-only', `REPLICA IDENTITY FULL`),
  alter('alter-table', `ALTER s SET STORAGE EXTERNAL`),
  alter('alter-table-weakly', `SET (fillfactor = 80)`),
  alter('alter-table-weakly', `ALTER a SET STATISTICS 500`),
  alter('alter-table-weakly', `CLUSTER ON t_a_idx`),
  alter('alter-trigger-state', `DISABLE TRIGGER ALL`),
  alter('alter-trigger-state', `DISABLE TRIGGER tr`, set(made)),
  alter('set-logged', `SET UNLOGGED`),
  alter(
    'set-access-method',
    `SET ACCESS METHOD heap2`,
    set(`CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;`),
  ),
  alter('inherit', `INHERIT pa`, set(`CREATE TABLE pa (a int);`)),
  on('comment', `COMMENT ON TABLE t IS 'x'`),
  on('comment', `COMMENT ON COLUMN t.a IS 'x'`),

  // What reaches the partitions, and what does not
  on('rename-table', `ALTER TABLE pt RENAME TO pp`),
  on('alter-table-only', `ALTER TABLE pt OWNER TO CURRENT_USER`),
  on('alter-table-only', `ALTER TABLE pt ENABLE ROW LEVEL SECURITY`),
  on('comment', `COMMENT ON TABLE pt IS 'x'`),
  on('grant', `GRANT SELECT ON pt TO PUBLIC`),
  on(
    'create-trigger',
    `CREATE TRIGGER tr BEFORE INSERT ON pt FOR EACH ROW EXECUTE PROCEDURE tf()`,
    set(trigger),
  ),
  on('drop-column', `ALTER TABLE pt DROP COLUMN a`),
  on('rename-column', `ALTER TABLE pt RENAME a TO b`),
  on('set-default', `ALTER TABLE pt ALTER a SET DEFAULT 1`),
  on('add-check', `ALTER TABLE pt ADD CHECK (a > 0)`),
  on('add-unique', `ALTER TABLE pt ADD UNIQUE (id)`),
  on('type-rewrite', `ALTER TABLE pt ALTER a TYPE bigint`),
  on('drop-table', `DROP TABLE pt`),
  on('truncate', `TRUNCATE pt`),
  on('update-all', `UPDATE pt SET a = 1`),
  on('delete-all', `DELETE FROM pt`),
  on('lock-table', `LOCK TABLE pt`),

  // Columns
  add('add-column', `q int`),
  add('add-column', `q int DEFAULT NULL`),
  on('add-column', `ALTER TABLE pt ADD COLUMN q int`),
  add('add-column-default', `q text NOT NULL DEFAULT 'x'`),
  add('add-column-default', `q jsonb NOT NULL DEFAULT '{}'`),
  add('add-column-default', `q mood DEFAULT 'sad'`),
  add('add-column-default', `q timestamptz DEFAULT now()`),
  add('add-column-default', `q timestamptz DEFAULT CURRENT_TIMESTAMP`),
  add('add-column-default', `q timestamp DEFAULT (now() AT TIME ZONE 'utc')`),
  add('add-column-default', `q timestamp DEFAULT timezone('utc', now())`),
  add('add-column-default', `q timestamptz DEFAULT now() + interval '1 day'`),
  add('add-column-default', `q text DEFAULT CURRENT_USER`),
  add('add-column-default', `q bigint DEFAULT txid_current()`),
  add(
    'add-column-default',
    `q int DEFAULT fs()`,
    set(`CREATE FUNCTION fs() RETURNS int STABLE LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;`),
  ),
  add(
    'add-column-volatile-default',
    `q int DEFAULT fv()`,
    set(`CREATE FUNCTION fv() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;`),
  ),
  add('add-column-volatile-default', `q timestamptz DEFAULT clock_timestamp()`),
  add('add-column-volatile-default', `q uuid DEFAULT gen_random_uuid()`),
  add('add-column-volatile-default', `q text DEFAULT md5(random()::text)`),
  add('add-column-volatile-default', `q text DEFAULT timeofday()`),
  add('add-column-volatile-default', `q uuid DEFAULT uuidv7()`, { from: 18 }),
  add('add-column-volatile-default', `q int DEFAULT nextval('sq')`, set(`CREATE SEQUENCE sq;`)),
  add('add-column-identity', `q bigint GENERATED ALWAYS AS IDENTITY`),
  add('add-column-serial', `q serial`),
  add('add-column-stored', `q int GENERATED ALWAYS AS (a * 2) STORED`),
  add('add-column-stored', `q int GENERATED ALWAYS AS (a * 2) STORED NOT NULL`),
  add('add-column-virtual', `q int GENERATED ALWAYS AS (a * 2) VIRTUAL`, { from: 18 }),
  add('add-column-virtual-checked', `q int GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL`, {
    from: 18,
  }),
  add('add-column-constrained-domain', `q dom`, set(`CREATE DOMAIN dom AS int CHECK (VALUE > 0);`)),
  add('add-column-constrained-domain', `q dom DEFAULT 5`, set(`CREATE DOMAIN dom int NOT NULL;`)),
  add('add-column', `q dom`, set(`CREATE DOMAIN dom AS int;`)),
  add('add-column-default', `q dom`, set(`CREATE DOMAIN dom AS int DEFAULT 7;`)),
  on('add-column', `ALTER TABLE t ADD COLUMN q int NOT NULL`),
  add('add-column-exists', `a int`),
  add('add-column', `a int`.replace('a', 'IF NOT EXISTS a')),
  alter('drop-column', `DROP COLUMN a`),
  on('drop-column-foreign-key', `ALTER TABLE child DROP COLUMN pid`),
  alter('rename-column', `RENAME a TO aa`),
  alter('set-not-null', `ALTER a SET NOT NULL`),
  alter(
    'set-not-null',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);`),
  ),
  alter(
    'set-not-null',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID;`),
  ),
  alter(
    'set-not-null',
    `ALTER a SET NOT NULL, DROP CONSTRAINT k`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL);`),
  ),
  alter(
    'set-not-null',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k NOT NULL a NOT VALID;`, { from: 18 }),
  ),
  on('set-not-null', `ALTER TABLE pt ALTER a SET NOT NULL`),
  alter(
    'set-not-null-proved',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL);`),
  ),
  alter(
    'set-not-null-proved',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL AND a > 0);`),
  ),
  alter(
    'set-not-null-proved',
    `ALTER a SET NOT NULL`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (NOT (a IS NULL));`),
  ),
  alter('set-not-null-already', `ALTER d SET NOT NULL`),
  alter('drop-not-null', `ALTER d DROP NOT NULL`),
  alter('drop-not-null-of-key', `ALTER id DROP NOT NULL`),
  alter('set-default', `ALTER a SET DEFAULT (random() * 10)::int`),
  alter('drop-default', `ALTER d DROP DEFAULT`),
  on(
    'add-identity',
    `ALTER TABLE i ALTER d ADD GENERATED BY DEFAULT AS IDENTITY`,
    set(`CREATE TABLE i (d int NOT NULL); INSERT INTO i VALUES (1);`),
  ),
  alter('add-identity-nullable', `ALTER a ADD GENERATED BY DEFAULT AS IDENTITY`),
  on(
    'drop-identity',
    `ALTER TABLE i ALTER d DROP IDENTITY`,
    set(`CREATE TABLE i (d int GENERATED ALWAYS AS IDENTITY);`),
  ),
  on(
    'set-expression-stored',
    `ALTER TABLE g ALTER q SET EXPRESSION AS (a * 3)`,
    set(
      `CREATE TABLE g (a int, q int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO g VALUES (1);`,
      { from: 17 },
    ),
  ),
  on(
    'set-expression-virtual',
    `ALTER TABLE g ALTER q SET EXPRESSION AS (a * 3)`,
    set(
      `CREATE TABLE g (a int, q int GENERATED ALWAYS AS (a * 2) VIRTUAL); INSERT INTO g VALUES (1);`,
      { from: 18 },
    ),
  ),
  on(
    'drop-expression',
    `ALTER TABLE g ALTER q DROP EXPRESSION`,
    set(
      `CREATE TABLE g (a int, q int GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO g VALUES (1);`,
    ),
  ),

  // Types
  type('type-same-storage', 'varchar(10)', 'varchar(20)'),
  type('type-rewrite', 'varchar(20)', 'varchar(10)'),
  type('type-same-storage', 'varchar(10)', 'text'),
  type('type-same-storage', 'text', 'varchar'),
  type('type-rewrite', 'text', 'varchar(255)'),
  type('type-rewrite', 'char(10)', 'char(20)'),
  type('type-rewrite', 'char(10)', 'text'),
  type('type-rewrite', 'varchar', 'varchar(20)'),
  type('type-same-storage', 'numeric(10,2)', 'numeric(12,2)'),
  type('type-same-storage', 'numeric(10,2)', 'numeric'),
  type('type-rewrite', 'numeric(10,2)', 'numeric(12,3)'),
  type('type-rewrite', 'numeric', 'numeric(12,2)'),
  type('type-same-storage', 'numeric(10)', 'numeric(12)'),
  type('type-rewrite', 'int', 'bigint'),
  type('type-rewrite', 'bigint', 'int'),
  type('type-rewrite', 'int', 'text'),
  type('type-rewrite', 'int', 'numeric'),
  type('type-index-rebuilt', 'int', 'oid'),
  type('type-needs-using', 'int', 'boolean'),
  type('type-needs-using', 'boolean', 'int'),
  type('type-rewrite', 'boolean', 'text'),
  type('type-rewrite', 'uuid', 'text'),
  type('type-needs-using', 'text', 'uuid'),
  type('type-needs-using', 'text', 'int'),
  type('type-needs-using', 'text', 'jsonb'),
  type('type-needs-using', 'text', 'mood'),
  type('type-rewrite', 'mood', 'text'),
  type('type-needs-using', 'mood', 'mood2', '', set(`CREATE TYPE mood2 AS ENUM ('ok');`)),
  type('type-needs-using', 'text', 'date'),
  type('type-needs-using', 'text', 'text[]'),
  type('type-rewrite', 'date', 'timestamp'),
  type('type-rewrite', 'timestamp', 'date'),
  type('type-rewrite', 'time', 'interval'),
  type('type-same-storage', 'timestamp(3)', 'timestamp(6)'),
  type('type-same-storage', 'timestamptz(0)', 'timestamptz'),
  type('type-rewrite', 'timestamp', 'timestamp(3)'),
  type('type-same-storage', 'time(3)', 'time(6)'),
  type('type-same-storage', 'interval day to second', 'interval'),
  type('type-same-storage', 'interval hour to minute', 'interval day to second'),
  type('type-rewrite', 'interval', 'interval(3)'),
  type('type-time-zone', 'timestamp', 'timestamptz'),
  type('type-time-zone', 'timestamptz', 'timestamp'),
  type('type-time-zone', 'timestamp(3)', 'timestamptz(6)'),
  type('type-rewrite', 'timestamp(3)', 'timestamptz(3)'),
  type('type-same-storage', 'cidr', 'inet'),
  type('type-rewrite', 'inet', 'cidr'),
  type('type-rewrite', 'bit(8)', 'varbit(16)'),
  type('type-same-storage', 'varbit(8)', 'varbit(16)'),
  type('type-rewrite', 'varchar(10)[]', 'varchar(20)[]'),
  type('type-rewrite', 'int[]', 'bigint[]'),
  type('type-rewrite', 'text[]', 'text'),
  type('type-needs-using', 'text[]', 'mood[]'),
  type('type-needs-using', 'int4range', 'int8range'),
  type('type-same-storage', 'varchar(10)', 'text', 'c::text'),
  type('type-same-storage', 'varchar(10)', 'varchar(20)', 'c'),
  type('type-rewrite', 'varchar(10)', 'text', 'trim(c)'),
  type('type-rewrite', 'text', 'int', 'c::int'),
  type('type-rewrite', 'int', 'boolean', 'c::boolean'),
  type('type-no-cast', 'smallint', 'boolean', 'c::boolean'),
  type('type-no-cast', 'mood', 'mood2', 'c::mood2', set(`CREATE TYPE mood2 AS ENUM ('ok');`)),
  type('type-rewrite', 'mood', 'mood2', 'c::text::mood2', set(`CREATE TYPE mood2 AS ENUM ('ok');`)),
  type('type-rewrite', 'timestamp', 'timestamptz', `c AT TIME ZONE 'UTC'`),
  type('type-same-storage', 'text', 'dtext', '', set(`CREATE DOMAIN dtext AS text;`)),
  type(
    'type-rewrite',
    'text',
    'dtext',
    '',
    set(`CREATE DOMAIN dtext AS text CHECK (VALUE <> '');`),
  ),
  type(
    'type-same-storage',
    'dtext',
    'text',
    '',
    set(`CREATE DOMAIN dtext AS text CHECK (VALUE <> '');`),
  ),
  on('type-rewrite', `ALTER TABLE m ALTER txt TYPE mood USING txt::mood`),
  on('type-of-partition-key', `ALTER TABLE pt ALTER id TYPE bigint`),
  on('type-used', `ALTER TABLE t ALTER a TYPE bigint`, set(view)),
  on(
    'type-used',
    `ALTER TABLE g ALTER a TYPE bigint`,
    set(`CREATE TABLE g (a int, q int GENERATED ALWAYS AS (a * 2) STORED);`),
  ),
  on(
    'type-used',
    `ALTER TABLE t ALTER a TYPE bigint`,
    set(
      `${trigger} CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE PROCEDURE tf();`,
    ),
  ),
  on(
    'type-used',
    `ALTER TABLE t ALTER a TYPE bigint`,
    set(`CREATE POLICY pol ON t USING (a > 0);`),
  ),
  ...[
    `CREATE VIEW v AS SELECT * FROM t`,
    `CREATE VIEW v AS SELECT q.id FROM t AS q JOIN parent ON parent.id = q.p WHERE q.a > 0`,
    `CREATE VIEW v AS SELECT a FROM t, parent`,
    `CREATE VIEW v AS WITH w AS (SELECT a FROM t) SELECT 1 AS one FROM w`,
    `CREATE VIEW v AS SELECT 1 AS one FROM (SELECT a FROM t) AS q`,
    `CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t RENAME COLUMN b TO a`,
    `CREATE MATERIALIZED VIEW v AS SELECT id, a FROM t`,
    `CREATE RULE r AS ON UPDATE TO t WHERE NEW.a > 0 DO ALSO INSERT INTO n VALUES (1)`,
    `${trigger} CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.a > 0) EXECUTE PROCEDURE tf()`,
    `CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM t; END`,
    `CREATE POLICY pol ON parent USING (EXISTS (SELECT FROM t WHERE t.a = parent.id))`,
    `CREATE PUBLICATION effect_cases_pub FOR TABLE t WHERE (id > 0 AND a > 0)`,
  ].map((use) => alter('type-used', `ALTER a TYPE bigint`, set(`${use};`))),
  ...[
    `CREATE VIEW v AS SELECT t.id, child.x FROM t JOIN child ON child.id = t.id`,
    `CREATE VIEW v AS SELECT x.id AS a FROM t AS x`,
    `CREATE VIEW v AS SELECT n.id, (SELECT count(*) FROM t) AS a FROM n`,
    `CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT sum(a) FROM t'`,
    `${trigger} CREATE TRIGGER tr BEFORE UPDATE OF s ON t FOR EACH ROW EXECUTE PROCEDURE tf()`,
  ].map((use) => alter('type-rewrite', `ALTER a TYPE bigint`, set(`${use};`))),
  alter('type-same-storage', `ALTER s TYPE text`, set(`ALTER TABLE t ADD CHECK (s <> '');`)),
  alter(
    'type-same-storage',
    `ALTER s TYPE text`,
    set(`ALTER TABLE t ADD CHECK (s <> '') NOT VALID;`),
  ),
  alter('type-same-storage', `ALTER s TYPE text`, set(`CREATE INDEX px ON t (a) WHERE s <> '';`)),
  alter('type-same-storage', `ALTER s TYPE text`, set(`CREATE INDEX px ON t (lower(s));`)),
  alter('type-same-storage', `ALTER s TYPE text`, set(`CREATE INDEX px ON t (a, s);`)),
  on('type-rewrite', `ALTER TABLE child ALTER pid TYPE bigint`),
  on('type-rewrite', `ALTER TABLE parent ALTER id TYPE bigint`),
  on(
    'type-same-storage',
    `ALTER TABLE kid ALTER code TYPE text`,
    set(
      `CREATE TABLE par (code varchar(20) PRIMARY KEY); CREATE TABLE kid (code varchar(20) REFERENCES par);`,
    ),
  ),
  on(
    'type-same-storage',
    `ALTER TABLE par ALTER code TYPE text`,
    set(
      `CREATE TABLE par (code varchar(20) PRIMARY KEY); CREATE TABLE kid (code varchar(20) REFERENCES par);`,
    ),
  ),
  on(
    'type-rewrite',
    `ALTER TABLE i ALTER id TYPE bigint`,
    set(`CREATE TABLE i (id int GENERATED ALWAYS AS IDENTITY); INSERT INTO i DEFAULT VALUES;`),
  ),

  // Constraints
  alter('add-foreign-key', `ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent`),
  on('add-foreign-key', `ALTER TABLE pt ADD FOREIGN KEY (p) REFERENCES parent`),
  alter('add-foreign-key', `ADD FOREIGN KEY (p) REFERENCES t`),
  alter(
    'add-foreign-key-not-valid',
    `ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent NOT VALID`,
  ),
  on(
    'add-foreign-key-not-valid-partitioned',
    `ALTER TABLE pt ADD FOREIGN KEY (p) REFERENCES parent NOT VALID`,
  ),
  add('add-column', `q int REFERENCES parent`),
  add('add-column-default', `q int DEFAULT 1 REFERENCES parent`),
  alter('add-column', `ADD COLUMN q int, ADD FOREIGN KEY (q) REFERENCES parent`, { nulls: true }),
  alter('add-check', `ADD CONSTRAINT k CHECK (a > 0)`),
  add('add-column', `q int CHECK (q > 0)`),
  alter('add-check-not-valid', `ADD CONSTRAINT k CHECK (a > 0) NOT VALID`),
  alter('add-not-enforced', `ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED`),
  alter('add-not-null', `ADD CONSTRAINT nn NOT NULL a`),
  alter('add-not-null-not-valid', `ADD CONSTRAINT nn NOT NULL a NOT VALID`),
  alter('add-unique', `ADD CONSTRAINT u UNIQUE (a)`),
  add('add-column', `q int UNIQUE`),
  on('add-primary-key', `ALTER TABLE n ADD PRIMARY KEY (id)`),
  on('add-exclusion', `ALTER TABLE e ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&)`),
  alter(
    'add-unique-using-index',
    `ADD CONSTRAINT u UNIQUE USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON t (a);`),
  ),
  on(
    'add-primary-key-using-index',
    `ALTER TABLE n ADD PRIMARY KEY USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON n (id); ALTER TABLE n ALTER id SET NOT NULL;`),
  ),
  on(
    'add-primary-key-using-index',
    `ALTER TABLE n ADD PRIMARY KEY USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON n (id); ALTER TABLE n ADD CHECK (id IS NOT NULL);`),
  ),
  on(
    'add-primary-key-using-index-nullable',
    `ALTER TABLE n ADD PRIMARY KEY USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON n (id);`),
  ),
  alter(
    'using-index-unfit',
    `ADD CONSTRAINT u UNIQUE USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON t (a) WHERE a > 0;`),
  ),
  alter('using-index-unfit', `ADD CONSTRAINT u UNIQUE USING INDEX t_a_idx`),
  on(
    'using-index-partitioned',
    `ALTER TABLE pt ADD CONSTRAINT u UNIQUE USING INDEX ui`,
    set(`CREATE UNIQUE INDEX ui ON pt (id);`),
  ),
  alter(
    'validate-foreign-key',
    `VALIDATE CONSTRAINT fk`,
    set(`ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent NOT VALID;`),
  ),
  alter(
    'validate-constraint',
    `VALIDATE CONSTRAINT k`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID;`),
  ),
  alter(
    'validate-already',
    `VALIDATE CONSTRAINT k`,
    set(`ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);`),
  ),
  on('drop-constraint', `ALTER TABLE child DROP CONSTRAINT child_x_ck`),
  on('drop-foreign-key', `ALTER TABLE child DROP CONSTRAINT child_pid_fk`),
  alter('drop-key', `DROP CONSTRAINT t_pkey`),
  on('drop-key-referenced', `ALTER TABLE parent DROP CONSTRAINT parent_pkey`),
  on('drop-key-cascade', `ALTER TABLE parent DROP CONSTRAINT parent_pkey CASCADE`),
  alter('drop-constraint-missing', `DROP CONSTRAINT nope`),
  on('rename-constraint', `ALTER TABLE child RENAME CONSTRAINT child_x_ck TO zz`),
  alter('rename-key', `RENAME CONSTRAINT t_pkey TO zz`),
  alter(
    'enforce-foreign-key',
    `ALTER CONSTRAINT fk ENFORCED`,
    set(`ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent NOT ENFORCED;`, {
      from: 18,
    }),
  ),
  on('alter-constraint', `ALTER TABLE child ALTER CONSTRAINT child_pid_fk DEFERRABLE`),

  // Indexes
  on('create-index', `CREATE INDEX ON t (s)`),
  on('create-index', `CREATE UNIQUE INDEX ON t (a)`),
  on('create-index', `CREATE INDEX ON pt (a)`),
  on('create-index-exists', `CREATE INDEX IF NOT EXISTS t_a_idx ON t (a)`),
  on('create-index-on-only', `CREATE INDEX ON ONLY pt (a)`),
  on('create-index-concurrently', `CREATE INDEX CONCURRENTLY ci ON t (s)`, { outside: true }),
  on('create-index-concurrently-in-transaction', `CREATE INDEX CONCURRENTLY ON t (s)`),
  on('index-concurrently-partitioned', `CREATE INDEX CONCURRENTLY ON pt (a)`, { outside: true }),
  on('drop-index', `DROP INDEX t_a_idx`),
  on('drop-index-concurrently', `DROP INDEX CONCURRENTLY t_a_idx`, { outside: true }),
  on('drop-index-concurrently-in-transaction', `DROP INDEX CONCURRENTLY t_a_idx`),
  on('drop-index-concurrently-cascade', `DROP INDEX CONCURRENTLY t_a_idx CASCADE`, {
    outside: true,
  }),
  on('drop-index-of-constraint', `DROP INDEX t_pkey`),
  on('rename-index', `ALTER INDEX t_a_idx RENAME TO i2`),
  on('reindex-index', `REINDEX INDEX t_a_idx`),
  on('reindex-table', `REINDEX TABLE t`),
  on('reindex-concurrently', `REINDEX TABLE CONCURRENTLY t`, { outside: true }),
  on('reindex-in-transaction', `REINDEX SCHEMA public`),

  // Types and objects
  on('no-table', `CREATE FUNCTION ff() RETURNS int LANGUAGE sql AS 'SELECT 1'`),
  on('add-enum-value-in-transaction', `ALTER TYPE mood ADD VALUE 'happy'`),
  on('add-enum-value', `ALTER TYPE mood ADD VALUE 'happy'`, { outside: true }),
  on('add-enum-value-exists', `ALTER TYPE mood ADD VALUE 'ok'`),
  on('rename-enum-value-missing', `ALTER TYPE mood RENAME VALUE 'nope' TO 'x'`),
  on('no-table', `ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'`),
  on('no-table', `ALTER TYPE mood RENAME TO feeling`),
  on('create-enum-exists', `CREATE TYPE mood AS ENUM ('a')`),
  on('drop-type-used', `DROP TYPE mood`),
  on('drop-type-cascade', `DROP TYPE mood CASCADE`),
  on('create-view', `CREATE VIEW vw AS SELECT * FROM t`),
  on('replace-view', `CREATE OR REPLACE VIEW vw AS SELECT a, 1 AS x FROM t`, set(view)),
  on('create-materialized-view', `CREATE MATERIALIZED VIEW mv AS SELECT id FROM t`),
  on('alter-view', `DROP VIEW vw`, set(view)),
  on('alter-view', `ALTER VIEW vw RENAME TO vw2`, set(view)),
  on('refresh', `REFRESH MATERIALIZED VIEW mv`, set(matview)),
  on('refresh-concurrently', `REFRESH MATERIALIZED VIEW CONCURRENTLY mv`, set(matview)),
  on(
    'create-trigger',
    `CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE tf()`,
    set(trigger),
  ),
  on('drop-trigger', `DROP TRIGGER tr ON t`, set(made)),
  on('drop-trigger', `ALTER TRIGGER tr ON t RENAME TO tr2`, set(made)),
  on('policy-or-rule', `CREATE POLICY pol ON t USING (true)`),
  on('policy-or-rule', `CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING`),
  on('publication-or-statistics', `CREATE STATISTICS st ON a, p FROM t`),
  on('alter-sequence', `ALTER SEQUENCE sq RESTART`, set(`CREATE SEQUENCE sq;`)),
  on('drop-sequence', `DROP SEQUENCE sq`, set(`CREATE SEQUENCE sq;`)),
  on(
    'domain-constraint',
    `ALTER DOMAIN dom ADD CHECK (VALUE > 0)`,
    set(`CREATE DOMAIN dom AS int; ALTER TABLE t ADD COLUMN q dom;`),
  ),
  on(
    'domain-constraint',
    `ALTER DOMAIN dom SET NOT NULL`,
    set(`CREATE DOMAIN dom AS int; ALTER TABLE t ADD COLUMN q dom DEFAULT 1;`),
  ),
  on(
    'domain-constraint-not-valid',
    `ALTER DOMAIN dom ADD CHECK (VALUE > 0) NOT VALID`,
    set(`CREATE DOMAIN dom AS int; ALTER TABLE t ADD COLUMN q dom;`),
  ),

  // Rows and maintenance
  on('insert', `INSERT INTO child VALUES (9999, 1, 1)`),
  on('update', `UPDATE t SET d = 2 WHERE id = 5`),
  on('update-all', `UPDATE t SET d = 2`),
  on('delete', `DELETE FROM t WHERE id = 1`),
  on(
    'delete',
    `DELETE FROM parent WHERE id = 500`,
    set(`CREATE INDEX ON child (pid); DELETE FROM child WHERE pid = 500;`),
  ),
  on('delete-all', `DELETE FROM t`),
  on('truncate', `TRUNCATE t`),
  on('truncate-referenced', `TRUNCATE parent`),
  on('truncate-cascade', `TRUNCATE parent CASCADE`),
  on('truncate', `TRUNCATE parent, child`),
  on('lock-table', `LOCK TABLE t`),
  on('analyze', `ANALYZE t`),
  on('grant', `GRANT SELECT ON t TO PUBLIC`),
  on('cluster', `CLUSTER t USING t_a_idx`),
  on('vacuum', `VACUUM t`, { outside: true }),
  on('vacuum-full', `VACUUM FULL t`, { outside: true }),
  on('not-in-transaction', `VACUUM t`),
];
