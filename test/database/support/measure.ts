import type pg from 'pg';

/** What a statement did, as the server tells it. */
export interface Measured {
  readonly sqlstate?: string;
  /** The strongest lock of each relation that was there before, by name. */
  readonly locks: ReadonlyMap<string, string>;
  /** Names of relations whose file is another one. */
  readonly rewritten: ReadonlySet<string>;
  /** Names of tables that were read row by row. */
  readonly scanned: ReadonlySet<string>;
  /** By name: `r`, `p`, `i`, `v` … (`pg_class.relkind`). */
  readonly kinds: ReadonlyMap<string, string>;
}

const modes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** Runs a statement, in a transaction that is rolled back unless `outside`, and looks at it. */
export async function measure(
  client: pg.Client,
  sql: string,
  { first, outside }: { readonly first?: string | undefined; readonly outside?: true | undefined },
): Promise<Measured> {
  const before = await relations(client);
  const kinds = new Map([...before.values()].map(({ name, kind }) => [name, kind]));
  if (!outside) await client.query('BEGIN');
  try {
    if (first !== undefined) await client.query(first);
    const read = outside ? new Map<string, number>() : await rowsRead(client);
    await client.query(sql);
    const locks = outside ? new Map<string, string>() : await locksOf(client, before);
    const scanned = outside ? new Set<string>() : await scannedTables(client, before, read);
    const after = await relations(client);
    const rewritten = new Set<string>();
    for (const [oid, { name, file }] of before) {
      const now = after.get(oid);
      if (now && now.file !== file) rewritten.add(name);
    }
    return { locks, rewritten, scanned, kinds };
  } catch (error) {
    const sqlstate = (error as { readonly code?: string }).code ?? '';
    return { sqlstate, locks: new Map(), rewritten: new Set(), scanned: new Set(), kinds };
  } finally {
    if (!outside) await client.query('ROLLBACK');
  }
}

interface Relation {
  readonly name: string;
  readonly kind: string;
  readonly file: string;
}

async function relations(client: pg.Client): Promise<Map<string, Relation>> {
  const { rows } = await client.query<Relation & { readonly oid: string }>(
    `SELECT oid::text, relname AS name, relkind AS kind, pg_relation_filenode(oid)::text AS file
     FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map(({ oid, ...relation }) => [oid, relation]));
}

async function locksOf(client: pg.Client, before: ReadonlyMap<string, Relation>) {
  const { rows } = await client.query<{ readonly oid: string; readonly mode: string }>(
    `SELECT relation::text AS oid, mode FROM pg_locks
     WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted`,
  );
  const locks = new Map<string, string>();
  for (const { oid, mode } of rows) {
    const name = before.get(oid)?.name;
    if (name === undefined) continue;
    const known = locks.get(name);
    if (known === undefined || modes.indexOf(mode) > modes.indexOf(known)) locks.set(name, mode);
  }
  return locks;
}

/** Rows read sequentially so far, by oid; what earlier transactions read may still be in it. */
async function rowsRead(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ readonly oid: string; readonly read: string }>(
    `SELECT relid::text AS oid, seq_tup_read AS read FROM pg_stat_xact_all_tables`,
  );
  return new Map(rows.map(({ oid, read }) => [oid, Number(read)]));
}

async function scannedTables(
  client: pg.Client,
  before: ReadonlyMap<string, Relation>,
  read: ReadonlyMap<string, number>,
) {
  const scanned = [...(await rowsRead(client))].filter(([oid, now]) => now > (read.get(oid) ?? 0));
  return new Set(scanned.flatMap(([oid]) => before.get(oid)?.name ?? []));
}
