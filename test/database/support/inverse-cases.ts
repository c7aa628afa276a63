/** What is there before, and the body of an `upgrade()` whose way back is to be generated. */
export interface InverseCase {
  readonly title: string;
  readonly before: string;
  /** Lines of Python. */
  readonly upgrade: readonly string[];
  /** The first major version that can run it. */
  readonly from?: number;
}

const shop = `
  CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s fine');
  CREATE TABLE p (id serial PRIMARY KEY, code varchar(20) NOT NULL UNIQUE);
  CREATE TABLE t (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    p_id int REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    name text NOT NULL DEFAULT 'it''s :here' COLLATE "C",
    m mood NOT NULL DEFAULT 'ok',
    tags varchar(10)[] DEFAULT '{}',
    at timestamp(3) with time zone DEFAULT now(),
    price numeric(10,2) CHECK (price >= 0),
    twice numeric GENERATED ALWAYS AS (price * 2) STORED,
    data jsonb DEFAULT '{"a": 1}',
    during tsrange,
    "order" int,
    CONSTRAINT one_each UNIQUE (p_id, "order"),
    CONSTRAINT apart EXCLUDE USING gist (during WITH &&) WHERE ("order" > 0)
  );
  COMMENT ON TABLE t IS 'what it''s for';
  COMMENT ON COLUMN t.price IS 'net';
  CREATE INDEX ix_lower ON t (lower(name) DESC, "order") WHERE price > 1;
  CREATE INDEX ix_data ON t USING gin (data jsonb_path_ops);
  CREATE INDEX ix_include ON t ("order") INCLUDE (price);
  CREATE TABLE c (t_id bigint CONSTRAINT c_t REFERENCES t);
  CREATE VIEW v AS SELECT id FROM p;
  CREATE SEQUENCE s START 5;
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE PROCEDURE f();`;

const one = (title: string, ...upgrade: string[]): InverseCase => ({
  title,
  before: shop,
  upgrade,
  from: 12,
});

export const inverseCases: readonly InverseCase[] = [
  one('drop a table with all it has', `op.execute("DROP TABLE c, t")`),
  one(
    'drop a table with a serial',
    `op.execute("DROP VIEW v")`,
    `op.drop_table("c")`,
    `op.drop_table("t")`,
    `op.drop_table("p")`,
  ),
  one(
    'drop a column with its index and checks',
    `op.drop_column("t", "twice")`,
    `op.drop_column("t", "price")`,
  ),
  one(
    'drop a column of several constraints',
    `op.execute('ALTER TABLE t DROP COLUMN "order" CASCADE')`,
  ),
  one('drop a foreign key column', `op.drop_column("t", "p_id")`),
  one(
    'drop an enum, an array and a timestamp',
    `op.drop_column("t", "m")`,
    `op.drop_column("t", "tags")`,
    `op.drop_column("t", "at")`,
  ),
  one('drop a column with a collation', `op.drop_column("t", "name")`),
  one(
    'drop constraints',
    `op.drop_constraint("apart", "t")`,
    `op.drop_constraint("c_t", "c", type_="foreignkey")`,
    `op.drop_constraint("t_price_check", "t")`,
  ),
  one('drop a key that others need', `op.execute("ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE")`),
  one(
    'drop indexes',
    `op.drop_index("ix_lower")`,
    `op.drop_index("ix_data", table_name="t")`,
    `op.drop_index("ix_include", table_name="t")`,
  ),
  one(
    'rename all sorts of things',
    `op.rename_table("t", "u")`,
    `op.alter_column("u", "name", new_column_name="title")`,
    `op.execute("ALTER INDEX ix_data RENAME TO ix_d")`,
    `op.execute("ALTER TABLE u RENAME CONSTRAINT one_each TO each")`,
    `op.execute("ALTER TYPE mood RENAME TO feeling")`,
    `op.execute("ALTER SEQUENCE s RENAME TO z")`,
    `op.execute("ALTER TYPE feeling RENAME VALUE 'ok' TO 'well'")`,
  ),
  one(
    'change a column in every way',
    `op.alter_column("t", "tags", type_=sa.ARRAY(sa.Text()))`,
    `op.alter_column("t", "name", nullable=True, server_default=None)`,
    `op.alter_column("t", "at", server_default=sa.text("'2020-01-01'"))`,
  ),
  one(
    'widen a type',
    `op.alter_column("p", "code", type_=sa.Text())`,
    `op.alter_column("t", "order", type_=sa.BigInteger())`,
  ),
  one(
    'comments',
    `op.drop_table_comment("t")`,
    `op.alter_column("t", "price", comment="gross")`,
    `op.create_table_comment("p", "new")`,
  ),
  one(
    'unnamed constraints',
    `op.create_unique_constraint(None, "t", ["name"])`,
    `op.create_foreign_key(None, "c", "p", ["t_id"], ["id"])`,
    `op.create_check_constraint(None, "t", "price < 10")`,
    `op.create_index(None, "t", ["at"])`,
  ),
  one(
    'a column with everything on it',
    `op.add_column("t", sa.Column("q", sa.Integer(), sa.ForeignKey("p.id"), unique=True))`,
    `op.add_column("t", sa.Column("r", sa.Integer(), index=True, comment="x"))`,
  ),
  one(
    'a new table with a column renamed at once',
    `op.create_table("n", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("p_id", sa.Integer(), sa.ForeignKey("p.id")))`,
    `op.alter_column("n", "p_id", new_column_name="q_id")`,
    `op.rename_table("n", "nn")`,
    `op.create_index("ix_nn", "nn", ["q_id"])`,
    `op.execute("INSERT INTO nn (id) VALUES (1)")`,
  ),
  one(
    'a primary key by an index',
    `op.execute("CREATE TABLE k (a int, b int)")`,
    `op.execute("CREATE UNIQUE INDEX ki ON k (a)")`,
    `op.execute("ALTER TABLE k ADD CONSTRAINT kp PRIMARY KEY USING INDEX ki")`,
  ),
  one(
    'views, functions and triggers',
    `op.execute("DROP VIEW v")`,
    `op.execute("DROP TRIGGER tr ON t")`,
    `op.execute("CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$")`,
    `op.execute("DROP SEQUENCE s")`,
  ),
  one('identity', `op.execute("ALTER TABLE t ALTER id DROP IDENTITY")`),
  one(
    'an enum that is replaced',
    `op.execute("ALTER TABLE t ALTER m DROP DEFAULT")`,
    `op.execute("ALTER TYPE mood RENAME TO mood_old")`,
    `op.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')")`,
    `op.execute("ALTER TABLE t ALTER m TYPE mood USING m::text::mood")`,
    `op.execute("DROP TYPE mood_old")`,
    `op.execute("ALTER TABLE t ALTER m SET DEFAULT 'sad'")`,
  ),
];
