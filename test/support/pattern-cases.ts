import type { Values } from '../../src/core/patterns/pattern.js';

/** A pattern on a database: what is there before, its values, what it does to rows. */
export interface PatternCase {
  readonly pattern: string;
  readonly title: string;
  /** SQL of the revision before. */
  readonly before: readonly string[];
  readonly values: Values;
  /** Rows that are there before, put in outside of the history. */
  readonly rows?: string;
  /** A query, with its one column after the way up and after the way back. */
  readonly data?: { readonly query: string; readonly up: unknown[]; readonly down: unknown[] };
  /** What the way back does not bring back, as a line of the catalog matches it. */
  readonly stays?: RegExp;
  /** The schema is not changed: rows are. */
  readonly dataOnly?: true;
}

const shop = [
  'CREATE TABLE parents (id uuid PRIMARY KEY)',
  "CREATE TYPE mood AS ENUM ('sad', 'ok')",
  `CREATE TABLE items (id serial PRIMARY KEY, parent_id uuid, code text, title text, data jsonb, number int)`,
];

/** Names that need quotes everywhere, in a schema that does too. */
const odd = [
  `CREATE SCHEMA "My Schema"`,
  `CREATE TABLE "My Schema"."Order" ("select" uuid PRIMARY KEY)`,
  `CREATE TYPE "My Schema"."Mood's" AS ENUM ('it''s "sad"', 'ok')`,
  `CREATE TABLE "My Schema"."Line ""Items""" ("ID" serial PRIMARY KEY, "order" uuid, "It's" text, "Title" text, "Da:ta" jsonb, "desc" int)`,
];

const oddTable = `"My Schema"."Line ""Items"""`;
const oddItems = `"My Schema"."Line ""Items"""`;

const plainRows = `
  INSERT INTO parents SELECT gen_random_uuid() FROM generate_series(1, 3);
  INSERT INTO items (parent_id, code, title, number)
    SELECT (SELECT id FROM parents ORDER BY id LIMIT 1 OFFSET n % 3), 'c' || n, 't' || n, n
    FROM generate_series(1, 25) n`;

const oddRows = `
  INSERT INTO "My Schema"."Order" SELECT gen_random_uuid() FROM generate_series(1, 3);
  INSERT INTO ${oddItems} ("order", "It's", "Title", "desc")
    SELECT (SELECT "select" FROM "My Schema"."Order" ORDER BY 1 LIMIT 1 OFFSET n % 3), 'c' || n, 't' || n, n
    FROM generate_series(1, 25) n`;

type Rest = Partial<Omit<PatternCase, 'pattern' | 'title' | 'values'>>;

const plain = (pattern: string, values: Values, rest: Rest = {}): PatternCase => ({
  pattern,
  title: rest.dataOnly ? 'moves rows' : 'plain names',
  before: shop,
  rows: plainRows,
  values,
  ...rest,
});

const hostile = (pattern: string, values: Values, rest: Rest = {}): PatternCase => ({
  pattern,
  title: 'hostile names',
  before: odd,
  rows: oddRows,
  values,
  ...rest,
});

const settings = ['CREATE TABLE system_settings (key text PRIMARY KEY, value jsonb)'];

export const patternCases: readonly PatternCase[] = [
  plain('optional-column', { table: 'items', column: 'new_field' }),
  hostile('optional-column', { table: oddTable, column: '"a.b"' }),
  plain(
    'column-with-default',
    { table: 'items', column: 'is_active', type: 'sa.Boolean()' },
    {
      data: { query: 'SELECT DISTINCT is_active FROM items', up: [true], down: [] },
    },
  ),
  hostile(
    'column-with-default',
    {
      table: oddTable,
      column: 'SELECT',
      type: 'sa.Text()',
      default: `'50% ''off'' :now \\ "'`,
    },
    {
      data: {
        query: `SELECT DISTINCT "SELECT" FROM ${oddItems}`,
        up: [`50% 'off' :now \\ "`],
        down: [],
      },
    },
  ),
  plain('jsonb-column', { table: 'items', column: 'more' }),
  hostile('jsonb-column', { table: oddTable, column: 'user' }),
  plain('uuid-foreign-key', {
    table: 'items',
    column: 'other_id',
    referenced: 'parents',
    key: 'id',
  }),
  hostile('uuid-foreign-key', {
    table: oddTable,
    column: 'Parent',
    referenced: '"My Schema".Order',
    key: 'select',
    ondelete: 'SET NULL',
  }),
  plain('partial-unique-index', { table: 'items', columns: 'code' }),
  hostile('partial-unique-index', {
    table: oddTable,
    columns: `It's, desc`,
    where: `"desc" > 0 AND "It's" <> ':x'`,
  }),
  plain('concurrent-index', { table: 'items', columns: 'code, title' }),
  hostile('concurrent-index', { table: oddTable, columns: 'Title' }),
  plain('enum-value', { type: 'mood', label: 'usd_master' }, { stays: /,usd_master/u }),
  hostile(
    'enum-value',
    { type: `"My Schema"."Mood's"`, label: `50% 'off' :now \\ "` },
    { stays: /,50% .*$/u },
  ),
  plain('enum-type', { type: 'status_type', labels: 'draft, published' }),
  hostile('enum-type', { type: `"My Schema".Select`, labels: `it's, "a, b", v1.0, 50% :now \\` }),
  plain('enum-column', {
    table: 'items',
    column: 'status',
    type: 'status_type',
    labels: 'draft, published',
  }),
  hostile('enum-column', {
    table: oddTable,
    column: 'Select',
    type: `"My Schema".Table`,
    labels: `it's, "a, b"`,
  }),
  plain('drop-enum-type', { type: 'mood', labels: 'sad, ok' }),
  hostile('drop-enum-type', { type: `"My Schema"."Mood's"`, labels: `"it's ""sad""", ok` }),
  plain(
    'rename-settings-key',
    { table: 'system_settings', column: 'key', old: `it's :old`, new: 'new % \\' },
    {
      before: settings,
      rows: `INSERT INTO system_settings VALUES ('it''s :old', '1'), ('other', '2')`,
      data: {
        query: 'SELECT key FROM system_settings ORDER BY value',
        up: ['new % \\', 'other'],
        down: [`it's :old`, 'other'],
      },
      dataOnly: true,
    },
  ),
  plain(
    'rename-json-key',
    { table: 'items', column: 'data', old: `render.gltf`, new: `render.scene` },
    {
      rows: `INSERT INTO items (data) VALUES
      ('{"render": {"gltf": {"deep": [1]}, "x": 1}}'), ('{"render": {"gltf": null}}'),
      ('{"render": {"gltf": 1, "scene": 2}}'), ('{"render": 5}'), ('{}'), ('[1]'), (NULL)`,
      data: {
        query: 'SELECT data::text FROM items ORDER BY id',
        up: [
          '{"render": {"x": 1, "scene": {"deep": [1]}}}',
          '{"render": {"scene": null}}',
          '{"render": {"gltf": 1, "scene": 2}}',
          '{"render": 5}',
          '{}',
          '[1]',
          null,
        ],
        down: [
          '{"render": {"x": 1, "gltf": {"deep": [1]}}}',
          '{"render": {"gltf": null}}',
          '{"render": {"gltf": 1, "scene": 2}}',
          '{"render": 5}',
          '{}',
          '[1]',
          null,
        ],
      },
      dataOnly: true,
    },
  ),
  hostile(
    'rename-json-key',
    { table: oddTable, column: 'Da:ta', old: `"a.b"."it's"`, new: `":x"."y, z"` },
    {
      rows: `INSERT INTO ${oddItems} ("Da:ta") VALUES ('{"a.b": {"it''s": 1}, ":x": {}}'), ('{"a.b": {"it''s": 1}}')`,
      data: {
        query: `SELECT "Da:ta"::text FROM ${oddItems} ORDER BY 1`,
        up: ['{":x": {"y, z": 1}, "a.b": {}}', `{"a.b": {"it's": 1}}`],
        down: [`{":x": {}, "a.b": {"it's": 1}}`, `{"a.b": {"it's": 1}}`],
      },
      dataOnly: true,
    },
  ),
  plain(
    'backfill',
    { table: 'items', column: 'title', value: 'code' },
    {
      rows: `INSERT INTO items (code, title) VALUES ('a', NULL), ('b', 'kept'), (NULL, NULL)`,
      data: {
        query: 'SELECT title FROM items ORDER BY id',
        up: ['a', 'kept', null],
        down: ['a', 'kept', null],
      },
      dataOnly: true,
    },
  ),
  hostile(
    'backfill',
    { table: oddTable, column: 'Title', value: `"It's" || ':x 50%'` },
    {
      rows: `INSERT INTO ${oddItems} ("It's") VALUES ('a')`,
      data: { query: `SELECT "Title" FROM ${oddItems}`, up: ['a:x 50%'], down: ['a:x 50%'] },
      dataOnly: true,
    },
  ),
  ...batched(),
  plain('not-null-in-three-steps', { table: 'items', column: 'code' }),
  hostile('not-null-in-three-steps', { table: oddTable, column: `It's` }),
  plain('foreign-key-not-valid', {
    table: 'items',
    columns: 'parent_id',
    referenced: 'parents',
    key: 'id',
  }),
  hostile('foreign-key-not-valid', {
    table: oddTable,
    columns: 'order',
    referenced: '"My Schema".Order',
    key: 'select',
    ondelete: 'RESTRICT',
  }),
  plain('unique-constraint-by-index', { table: 'items', columns: 'code, number' }),
  hostile('unique-constraint-by-index', { table: oddTable, columns: `It's` }),
  ...renames(),
];

/** All filled, whatever the batches: NULL only, a key that is no number, gaps, fewer than a batch. */
function batched(): PatternCase[] {
  const values = { table: 'items', column: 'title', value: 'code', key: 'id' };
  const left = (query: string, up: unknown[]) => ({
    dataOnly: true as const,
    data: { query, up, down: up },
  });
  return [
    plain(
      'batched-backfill',
      { ...values, size: '10' },
      {
        rows: `INSERT INTO items (id, code) SELECT n * 7, 'c' || n FROM generate_series(1, 25) n`,
        ...left('SELECT count(*)::int FROM items WHERE title IS DISTINCT FROM code', [0]),
      },
    ),
    {
      ...plain(
        'batched-backfill',
        { ...values, size: '10' },
        {
          rows: 'INSERT INTO items (number) SELECT n FROM generate_series(1, 25) n',
          ...left('SELECT count(*)::int FROM items WHERE title IS NULL', [25]),
        },
      ),
      title: 'ends where every value is NULL',
    },
    {
      ...plain('batched-backfill', values, {
        rows: 'DELETE FROM items',
        ...left('SELECT count(*)::int FROM items', [0]),
      }),
      title: 'survives an empty table',
    },
    {
      ...plain(
        'batched-backfill',
        { table: 'docs', column: 'title', value: `'t'`, key: 'id', size: '1' },
        {
          before: ['CREATE TABLE docs (id uuid PRIMARY KEY, title text)'],
          rows: 'INSERT INTO docs SELECT gen_random_uuid() FROM generate_series(1, 7)',
          ...left('SELECT DISTINCT title FROM docs', ['t']),
        },
      ),
      title: 'walks along a uuid, one row at a time',
    },
    hostile(
      'batched-backfill',
      { table: oddTable, column: 'Title', value: `"It's" || ':x 50%'`, key: 'ID', size: '10' },
      {
        rows: `INSERT INTO ${oddItems} ("It's") SELECT 'a' FROM generate_series(1, 11)`,
        ...left(`SELECT DISTINCT "Title" FROM ${oddItems}`, ['a:x 50%']),
      },
    ),
  ];
}

function renames(): PatternCase[] {
  const values = { table: 'items', old: 'code', new: 'sku', type: 'text' };
  const expanded = [
    ...shop,
    'ALTER TABLE items ADD COLUMN sku text',
    `CREATE FUNCTION items_sku_sync() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                IF NEW.sku IS NULL THEN
                    NEW.sku := NEW.code;
                ELSE
                    NEW.code := NEW.sku;
                END IF;
            ELSIF NEW.sku IS DISTINCT FROM OLD.sku THEN
                NEW.code := NEW.sku;
            ELSE
                NEW.sku := NEW.code;
            END IF;
            RETURN NEW;
        END
        $$`,
    `CREATE TRIGGER items_sku_sync BEFORE INSERT OR UPDATE ON items
    FOR EACH ROW EXECUTE FUNCTION items_sku_sync()`,
  ];
  return [
    plain('rename-column-expand', values),
    hostile('rename-column-expand', { table: oddTable, old: `It's`, new: 'User', type: 'text' }),
    plain('rename-column-contract', values, {
      before: expanded,
      data: {
        query: `SELECT count(*)::int FROM items WHERE sku IS NULL`,
        up: [0],
        down: [0],
      },
    }),
  ];
}
