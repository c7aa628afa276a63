import type pg from 'pg';

/** What clients use, by what does not change when it gets another name. */
export interface Catalog {
  /** Tables, views, columns and labels of enums: `schema.table`, `schema.table.column`. */
  readonly names: ReadonlyMap<string, string>;
  /** Tables, views, columns of tables, constraints: what can be lost, with its own name. */
  readonly objects: ReadonlyMap<string, string>;
  /** Rows by table's oid, and how many this session has updated. */
  readonly rows: ReadonlyMap<string, { readonly count: number; readonly updated: number }>;
  /** What the columns of tables hold, digested; after a change only of tables that were updated. */
  readonly contents: ReadonlyMap<string, string>;
  readonly sequences: ReadonlySet<string>;
  /** Names of materialized views. */
  readonly materialized: ReadonlySet<string>;
}

const relations = `pg_class c JOIN pg_namespace n ON n.oid = relnamespace`;
const ours = `n.nspname IN ('public', 'app', 'application') AND relkind IN ('r', 'p', 'v', 'm')`;

/** @param whole with what all columns hold */
export async function catalogOf(client: pg.Client, whole: boolean): Promise<Catalog> {
  const { rows: things } = await client.query<{ key: string; name: string; own: string | null }>(
    `SELECT c.oid::text AS key, format('%s.%s', nspname, relname) AS name, relname AS own
       FROM ${relations} WHERE ${ours}
     UNION ALL
     SELECT format('%s.%s', c.oid, attnum), format('%s.%s.%s', nspname, relname, attname),
         CASE WHEN relkind IN ('r', 'p') THEN attname END
       FROM pg_attribute JOIN ${relations} ON c.oid = attrelid
       WHERE ${ours} AND attnum > 0 AND NOT attisdropped
     UNION ALL
     SELECT format('view %s', c.oid), format('view %s.%s', nspname, relname), NULL
       FROM ${relations} WHERE ${ours} AND relkind = 'v'
     UNION ALL
     SELECT format('label %s', oid), format('label %s.%s', enumtypid, enumlabel), NULL FROM pg_enum
     UNION ALL
     SELECT format('constraint %s %s', conrelid, conname), NULL, conname FROM pg_constraint
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
  const { rows: sequences } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'S'`,
  );
  const counts = new Map<string, { count: number; updated: number }>();
  const contents = new Map<string, string>();
  for (const { oid, name, updated } of tables) {
    const columns = things.filter(({ key, own }) => key.startsWith(`${oid}.`) && own !== null);
    const digests = (whole || updated > 0 ? columns : []).map(
      ({ key, own }) => `md5(string_agg("${own}"::text, ',' ORDER BY "${own}"::text)) AS "${key}"`,
    );
    const { rows } = await client.query<Record<string, string | number>>(
      `SELECT ${['count(*)::int AS count', ...digests].join(', ')} FROM ONLY ${name}`,
    );
    const { count, ...values } = rows[0] ?? {};
    counts.set(oid, { count: Number(count), updated });
    for (const [key, value] of Object.entries(values)) contents.set(key, String(value));
  }
  return {
    names: new Map(things.flatMap(({ key, name }) => (name ? [[key, name]] : []))),
    objects: new Map(things.flatMap(({ key, own }) => (own === null ? [] : [[key, own]]))),
    rows: counts,
    contents,
    sequences: new Set(sequences.map(({ name }) => name)),
    materialized: new Set(tables.flatMap((one) => (one.materialized ? [one.own] : []))),
  };
}

/** What became of it. `sql`: the text that ran; what it names it means. */
export function loss(before: Catalog, after: Catalog, sql: string) {
  const gone = [...before.objects].filter(([key]) => !after.objects.has(key));
  const data = gone.filter(([key]) => !key.startsWith('constraint'));
  const alsoGone = gone.filter(([, name]) => !sql.includes(name));
  // Under a view of the old name clients find the same rows.
  const names = new Set(after.names.values());
  const stays = (name: string) =>
    names.has(`view ${name}`) || names.has(`view ${name.slice(0, name.lastIndexOf('.'))}`);
  const emptied = [...before.rows].flatMap(([oid, { count }]) =>
    count > 0 && after.names.has(oid) && !after.rows.get(oid)?.count
      ? [before.objects.get(oid) ?? '']
      : [],
  );
  const overwritten = [...before.rows].some(([oid, { count }]) => {
    const all = count > 0 && (after.rows.get(oid)?.updated ?? 0) >= count;
    const otherwise = [...before.contents].some(
      ([key, value]) => key.startsWith(`${oid}.`) && (after.contents.get(key) ?? value) !== value,
    );
    return all && otherwise;
  });
  const tables = data.some(
    ([key, name]) => !before.materialized.has(name) && (before.rows.has(key) || key.includes('.')),
  );
  return {
    lost:
      tables ||
      alsoGone.length > 0 ||
      overwritten ||
      emptied.some((name) => !before.materialized.has(name)),
    renamed: [...before.names].some(([key, name]) => {
      const now = after.names.get(key);
      return now !== undefined && now !== name && !stays(name);
    }),
    emptied: emptied.length > 0,
  };
}
