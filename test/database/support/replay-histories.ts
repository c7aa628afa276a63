/** Histories that are hard to replay: what PostgreSQL makes of them is compared with the replay. */
export interface History {
  readonly title: string;
  readonly sql: string;
  /** The first major version that can run it. */
  readonly from?: number;
}

const long = 'a_table_whose_name_is_so_long_that_what_is_made_of_it_is_cut';

export const histories: readonly History[] = [
  {
    title: 'names that PostgreSQL chooses',
    sql: `
      CREATE TABLE parent (id serial PRIMARY KEY, code text UNIQUE, CHECK (code <> ''));
      CREATE TABLE t (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parent_id int REFERENCES parent,
        other_id int REFERENCES parent (id) ON DELETE SET NULL,
        a int NOT NULL CHECK (a > 0),
        b int,
        UNIQUE (a, b),
        CHECK (a > b),
        CHECK (a > 1),
        EXCLUDE USING gist (int4range(a, b) WITH &&)
      );
      CREATE INDEX ON t (a);
      CREATE INDEX ON t (a);
      CREATE INDEX ON t (lower(b::text), a);
      CREATE INDEX ON t ((a + b)) INCLUDE (b);
      ALTER TABLE t ADD CHECK (a > 2);
      ALTER TABLE t ADD FOREIGN KEY (b) REFERENCES parent;
      ALTER TABLE t ADD UNIQUE (b);
      ALTER TABLE t ADD UNIQUE (b);`,
  },
  {
    title: 'names that are cut',
    sql: `
      CREATE TABLE ${long} (
        id serial PRIMARY KEY,
        a_column_with_a_name_that_is_as_long_as_the_one_of_the_table int UNIQUE CHECK (a_column_with_a_name_that_is_as_long_as_the_one_of_the_table > 0),
        b int
      );
      CREATE INDEX ON ${long} (a_column_with_a_name_that_is_as_long_as_the_one_of_the_table, b);
      CREATE INDEX ON ${long} (a_column_with_a_name_that_is_as_long_as_the_one_of_the_table, b);
      CREATE TABLE ${long}_twice (id int PRIMARY KEY, n int NOT NULL);`,
  },
  {
    title: 'names in other alphabets',
    sql: `
      CREATE TABLE "Bestellungen für Kühlschränke und Wärmepumpen" (
        "Nummer" int PRIMARY KEY,
        "Größe der Lieferung in Kubikmetern" int UNIQUE
      );
      CREATE INDEX ON "Bestellungen für Kühlschränke und Wärmepumpen" ("Größe der Lieferung in Kubikmetern", "Nummer");`,
  },
  {
    title: 'a dropped column takes along what names it',
    sql: `
      CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d serial, UNIQUE (a, b), CHECK (a > c));
      CREATE INDEX one ON t (b) WHERE a > 0;
      CREATE INDEX two ON t ((a + b));
      CREATE INDEX three ON t (c);
      CREATE INDEX four ON t (b) INCLUDE (a);
      CREATE TABLE child (t_id int REFERENCES t, x int);
      ALTER TABLE t DROP COLUMN a;
      ALTER TABLE t DROP COLUMN d;
      ALTER TABLE child DROP COLUMN t_id;`,
  },
  {
    title: 'names stay when a table or column is renamed, references follow',
    sql: `
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE p (id serial PRIMARY KEY, code text UNIQUE, m mood DEFAULT 'ok', n int NOT NULL CHECK (n > 0));
      CREATE TABLE c (p_id int REFERENCES p, self int, code text REFERENCES p (code));
      CREATE INDEX ix ON p (lower(code)) WHERE n > 3;
      ALTER TABLE p RENAME TO q;
      ALTER TABLE q RENAME COLUMN code TO sku;
      ALTER TABLE q RENAME COLUMN n TO amount;
      ALTER TABLE q RENAME COLUMN id TO key;
      ALTER INDEX p_pkey RENAME TO q_pkey;
      ALTER TABLE q RENAME CONSTRAINT p_code_key TO q_sku_key;
      ALTER TYPE mood RENAME TO feeling;
      ALTER TYPE feeling RENAME VALUE 'ok' TO 'fine';`,
  },
  {
    title: 'enum labels in their order',
    sql: `
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy';
      ALTER TYPE mood ADD VALUE 'furious' AFTER 'sad';
      ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';
      ALTER TYPE mood ADD VALUE 'elated';
      CREATE TABLE t (m mood, ms mood[]);
      ALTER TYPE mood RENAME VALUE 'ok' TO 'so so';`,
    from: 12,
  },
  {
    title: 'a table that is replaced by another of its name',
    sql: `
      CREATE TABLE t (id serial PRIMARY KEY, a int UNIQUE);
      ALTER TABLE t RENAME TO t_old;
      CREATE TABLE t (id serial PRIMARY KEY, a int UNIQUE, b text NOT NULL DEFAULT 'x');
      DROP TABLE t_old;
      CREATE TABLE u (t_id int REFERENCES t);
      DROP TABLE t CASCADE;
      CREATE TABLE t (id int);`,
  },
  {
    title: 'a key from an index, and keys dropped',
    sql: `
      CREATE TABLE t (id int, a int, b int);
      CREATE UNIQUE INDEX big ON t (a);
      CREATE UNIQUE INDEX other ON t (id);
      ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX big;
      ALTER TABLE t ADD PRIMARY KEY USING INDEX other;
      ALTER TABLE t ADD UNIQUE (b);
      ALTER TABLE t DROP CONSTRAINT t_b_key;
      CREATE TABLE c (a int REFERENCES t (a), id int REFERENCES t);
      ALTER TABLE t DROP CONSTRAINT u CASCADE;`,
  },
  {
    title: 'NOT NULL comes and goes',
    sql: `
      CREATE TABLE t (a int NOT NULL, b int, c int, PRIMARY KEY (c));
      ALTER TABLE t ALTER COLUMN a DROP NOT NULL;
      ALTER TABLE t ALTER COLUMN b SET NOT NULL;
      ALTER TABLE t RENAME COLUMN b TO bb;
      ALTER TABLE t ADD COLUMN b int NOT NULL DEFAULT 0;
      ALTER TABLE t DROP CONSTRAINT t_pkey;`,
  },
  {
    title: 'identity, serial and generated columns',
    sql: `
      CREATE TABLE t (a int NOT NULL, b bigserial, c int GENERATED BY DEFAULT AS IDENTITY, d int GENERATED ALWAYS AS (a * 2) STORED);
      ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
      ALTER TABLE t ALTER COLUMN c DROP IDENTITY;
      ALTER TABLE t RENAME COLUMN a TO aa;
      ALTER SEQUENCE t_b_seq RENAME TO t_seq;`,
    from: 12,
  },
  {
    title: 'partitions follow their parent',
    sql: `
      CREATE TABLE ref (id int PRIMARY KEY);
      CREATE TABLE pt (id int NOT NULL, ref_id int REFERENCES ref, at date, CHECK (id > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE INDEX ON pt (ref_id);
      CREATE TABLE p1 PARTITION OF pt FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      ALTER TABLE pt ADD COLUMN note text NOT NULL DEFAULT '';
      CREATE INDEX ON pt (note);
      ALTER TABLE pt RENAME COLUMN note TO remark;
      ALTER TABLE pt DROP COLUMN ref_id;`,
    from: 12,
  },
  {
    title: 'the indexes of partitions go with that of their parent',
    sql: `
      CREATE TABLE pt (id int NOT NULL, a int, b int, c int) PARTITION BY RANGE (id);
      CREATE TABLE p1 PARTITION OF pt FOR VALUES FROM (1) TO (10);
      CREATE INDEX pt_a ON pt (a);
      CREATE INDEX pt_b ON ONLY pt (b);
      CREATE INDEX pt_c ON ONLY pt (c);
      CREATE INDEX p1_b ON p1 (b);
      CREATE INDEX p1_c ON p1 (c);
      CREATE TABLE p2 PARTITION OF pt FOR VALUES FROM (10) TO (20);
      ALTER INDEX pt_b ATTACH PARTITION p1_b;
      DROP INDEX pt_a;
      DROP INDEX pt_b;
      DROP INDEX pt_c;`,
    from: 12,
  },
  {
    title: 'one ALTER TABLE of many clauses',
    sql: `
      CREATE TABLE p (id int PRIMARY KEY);
      CREATE TABLE t (id int, a int);
      ALTER TABLE t
        ADD COLUMN q int NOT NULL DEFAULT 1 REFERENCES p ON DELETE CASCADE,
        ADD COLUMN r text UNIQUE,
        ADD COLUMN s text,
        ADD CONSTRAINT chk CHECK (a > 0) NOT VALID,
        ALTER COLUMN a TYPE numeric(10,2),
        ALTER COLUMN a SET DEFAULT 5,
        ADD PRIMARY KEY (id);
      ALTER TABLE t DROP COLUMN r, ALTER COLUMN s SET NOT NULL;
      ALTER TABLE t VALIDATE CONSTRAINT chk;`,
  },
  {
    title: 'guards that find it there',
    sql: `
      CREATE TABLE t (id int PRIMARY KEY, a int);
      CREATE TABLE IF NOT EXISTS t (id int, b int);
      ALTER TABLE t ADD COLUMN IF NOT EXISTS a text;
      CREATE INDEX ix ON t (a);
      CREATE INDEX IF NOT EXISTS ix ON t (id);
      DROP INDEX IF EXISTS nope;
      ALTER TABLE t DROP CONSTRAINT IF EXISTS nope;
      DROP TABLE IF EXISTS nope;
      CREATE SEQUENCE IF NOT EXISTS s;
      CREATE SEQUENCE IF NOT EXISTS s;`,
  },
  {
    title: 'NOT NULL constraints with names',
    sql: `
      CREATE TABLE t (a int CONSTRAINT strict NOT NULL, b int, c int, d int NOT NULL);
      ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID;
      ALTER TABLE t VALIDATE CONSTRAINT later;
      ALTER TABLE t ADD NOT NULL c;
      ALTER TABLE t RENAME CONSTRAINT t_d_not_null TO dd;
      ALTER TABLE t DROP CONSTRAINT strict;`,
    from: 18,
  },
];
