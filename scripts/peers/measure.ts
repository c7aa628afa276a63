import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { filesOf, installProbe, seen, type Seen } from '../../test/database/support/probe.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';
import { createDatabase, type PostgresServer } from '../toolchain/postgres.js';
import { catalogOf, loss, type Catalog } from './catalog.js';
import { peersFolder, type PeerStatement } from './statements.js';
import type { Truth } from './truth.js';

const blocking = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

/**
 * Runs statements on the database of `base.sql` and looks at what they do. What is one transaction is
 * rolled back; what cannot be has a copy of the database for itself.
 */
export async function measureAll(
  server: PostgresServer,
  statements: readonly PeerStatement[],
): Promise<readonly Truth[]> {
  const base = await createDatabase(server);
  const before = await connected(base, async (client) => {
    await client.query(readFileSync(path.join(peersFolder, 'base.sql'), 'utf8'));
    await client.query('ANALYZE');
    await installProbe(client);
    return look(client, true);
  });
  const found: Truth[] = [];
  for (const statement of statements)
    found.push(
      statement.autocommit ||
        statement.setup !== undefined ||
        /\b(?:commit|end)\b/i.test(statement.sql)
        ? await onCopy(server, base.database, statement)
        : await connected(base, (client) => inTransaction(client, before, statement)),
    );
  return found;
}

interface Look {
  readonly catalog: Catalog;
  readonly files: Awaited<ReturnType<typeof filesOf>>;
}

const look = async (client: pg.Client, whole = false): Promise<Look> => ({
  files: await filesOf(client),
  catalog: await catalogOf(client, whole),
});

/** A session of its own: what one has read counts for it until it is idle for a while. */
async function connected<T>(
  { url }: { readonly url: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function inTransaction(
  client: pg.Client,
  before: Look,
  { sql }: PeerStatement,
): Promise<Truth> {
  await client.query('BEGIN');
  try {
    for (const one of await split(sql)) {
      await client.query(one);
      await client.query('SELECT probe.look()');
    }
    // What a deferred constraint says comes with the end.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    const relations = await seen(client);
    return truthOf(sql, before, await look(client), relations);
  } catch (error) {
    return failure(error);
  } finally {
    await client.query('ROLLBACK');
  }
}

async function onCopy(
  server: PostgresServer,
  template: string,
  { sql, setup, autocommit }: PeerStatement,
): Promise<Truth> {
  const copy = await createDatabase(server, template);
  const before = await connected(copy, async (client) => {
    if (setup !== undefined) await client.query(setup);
    return look(client, true);
  });
  const truth = await connected(copy, async (client) => {
    if (!autocommit) return inTransaction(client, before, { sql });
    try {
      for (const one of await split(sql)) {
        await client.query(one);
        await client.query('SELECT probe.look()');
      }
    } catch (error) {
      return failure(error);
    }
    const relations = await seen(client);
    return truthOf(sql, before, await look(client), relations);
  });
  await connected(server, (client) => client.query(`DROP DATABASE ${copy.database}`));
  return truth;
}

const failure = (error: unknown): Truth => ({
  hazards: ['fails'],
  sqlstate: (error as { readonly code?: string }).code ?? '',
});

function truthOf(
  sql: string,
  before: Look,
  after: Look,
  relations: ReadonlyMap<string, Seen>,
): Truth {
  const { lost, renamed, emptied } = loss(before.catalog, after.catalog, sql);
  const rewritten = [...before.files].flatMap(([oid, { name, file }]) => {
    const now = after.files.get(oid);
    const data = !before.catalog.sequences.has(name) && !emptied;
    return now && now.file !== file && data ? [name] : [];
  });
  const old = new Set([...before.files.values()].map(({ name }) => name));
  const looked = [...relations].filter(([name]) => old.has(name));
  const scanned = looked.flatMap(([name, { scanned: read, lock }]) => {
    // Nobody writes to a materialized view: only who reads it waits.
    const waits = !before.catalog.materialized.has(name) || lock === 'AccessExclusiveLock';
    return read && waits ? [name] : [];
  });
  const locks = looked.filter(([, { lock }]) => blocking.includes(lock));
  const slow = rewritten.length + scanned.length > 0;
  return {
    hazards: [
      ...(slow ? (['slow'] as const) : []),
      ...(lost ? (['loses'] as const) : []),
      ...(renamed ? (['renames'] as const) : []),
    ],
    ...(rewritten.length > 0 ? { rewritten } : {}),
    ...(scanned.length > 0 ? { scanned } : {}),
    ...(locks.length > 0
      ? { locks: Object.fromEntries(locks.map(([name, { lock }]) => [name, lock])) }
      : {}),
  };
}

/** Statement by statement, as Alembic's driver and psql send them; what is no SQL as it is. */
async function split(sql: string): Promise<readonly string[]> {
  const parsed = (await loadSqlParser()).parse(sql);
  if (!parsed.ok) return [sql];
  const bytes = Buffer.from(sql);
  return parsed.statements.map(({ start, length }) =>
    bytes.subarray(start, length === undefined ? undefined : start + length).toString(),
  );
}
