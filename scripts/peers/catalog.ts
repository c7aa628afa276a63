import type pg from 'pg';

/** What clients use, by what does not change when it gets another name. */
export interface Catalog {
  /** Tables, views, columns and labels of enums: `schema.table`, `schema.table.column`. */
  readonly names: ReadonlyMap<string, string>;
  /** Tables, views, columns of tables, constraints: what can be lost, with its own name. */
  readonly objects: ReadonlyMap<string, string>;
  /** Rows by table's oid, and how many this session has updated. */
  readonly rows: ReadonlyMap<string, { readonly count: number; readonly updated: number }>;
  /** Names of materialized views. */
  readonly materialized: ReadonlySet<string>;
}

const relations = `pg_class c JOIN pg_namespace n ON n.oid = relnamespace`;
const ours = `n.nspname IN ('public', 'app', 'application') AND relkind IN ('r', 'p', 'v', 'm')`;

export async function catalogOf(client: pg.Client): Promise<Catalog> {
  const { rows: things } = await client.query<{ key: string; name: string; own: string | null }>(
    `SELECT c.oid::text AS key, format('%s.%s', nspname, relname) AS name, relname AS own
       FROM ${relations} WHERE ${ours}
     UNION ALL
     SELECT format('%s.%s', c.oid, attnum), format('%s.%s.%s', nspname, relname, attname),
         CASE WHEN relkind IN ('r', 'p') THEN attname END
       FROM pg_attribute JOIN ${relations} ON c.oid = attrelid
       WHERE ${ours} AND attnum > 0 AND NOT attisdropped
     UNION ALL
     SELECT format('label %s', oid), format('label %s.%s', enumtypid, enumlabel), NULL FROM pg_enum
     UNION ALL
     SELECT format('constraint %s', oid), NULL, conname FROM pg_constraint
       WHERE conrelid <> 0 AND contype <> 'n'`,
  );
  const { rows: tables } = await client.query<{
    oid: string;
    name: string;
    own: string;
    updated: number;
    materialized: boolean;
  }>(
    `SELECT c.oid::text AS oid, format('%I.%I', nspname, relname) AS name,
       pg_stat_get_xact_tuples_updated(c.oid)::int AS updated,
       relkind = 'm' AS materialized, relname AS own
     FROM ${relations} WHERE ${ours} AND relkind IN ('r', 'm') AND relispopulated`,
  );
  const counts = new Map<string, { count: number; updated: number }>();
  for (const { oid, name, updated } of tables) {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int FROM ONLY ${name}`,
    );
    counts.set(oid, { count: rows[0]?.count ?? 0, updated });
  }
  return {
    names: new Map(things.flatMap(({ key, name }) => (name ? [[key, name]] : []))),
    objects: new Map(things.flatMap(({ key, own }) => (own === null ? [] : [[key, own]]))),
    rows: counts,
    materialized: new Set(tables.flatMap((one) => (one.materialized ? [one.own] : []))),
  };
}

/** What became of it. `sql`: the text that ran; what it names it means. */
export function loss(before: Catalog, after: Catalog, sql: string) {
  const gone = [...before.objects].filter(([key]) => !after.objects.has(key));
  const data = gone.filter(([key]) => !key.startsWith('constraint'));
  const alsoGone = gone.filter(([, name]) => !sql.includes(name));
  const there = new Set(after.names.values());
  const emptied = [...before.rows].flatMap(([oid, { count }]) =>
    count > 0 && after.names.has(oid) && !after.rows.get(oid)?.count
      ? [before.objects.get(oid) ?? '']
      : [],
  );
  const overwritten = [...before.rows].some(([oid, { count, updated }]) => {
    const now = after.rows.get(oid);
    return now !== undefined && count > 0 && now.updated - updated >= count;
  });
  const tables = data.some(([key]) => before.rows.has(key) || key.includes('.'));
  return {
    lost:
      tables ||
      alsoGone.length > 0 ||
      overwritten ||
      emptied.some((name) => !before.materialized.has(name)),
    renamed: [...before.names].some(([key, name]) => after.names.has(key) && !there.has(name)),
    emptied: emptied.length > 0,
  };
}
