import type pg from 'pg';

/**
 * What one session's statements do, looked at from inside: by an event trigger at the end of each
 * DDL statement, autocommitted ones included, and by a hook of SQLAlchemy after every statement.
 */
const probe = `
  CREATE SCHEMA probe;
  CREATE SEQUENCE probe.look;
  CREATE TABLE probe.seen (look bigint, pid int, relation text, modes text[], rows_read bigint);
  CREATE FUNCTION probe.look() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE at bigint := nextval('probe.look');
    BEGIN
      INSERT INTO probe.seen
        SELECT at, pg_backend_pid(), relname,
          ARRAY(SELECT mode FROM pg_locks l
            WHERE l.relation = c.oid AND l.pid = pg_backend_pid() AND l.granted),
          pg_stat_get_xact_tuples_returned(c.oid)
        FROM pg_class c WHERE relnamespace = 'public'::regnamespace;
    END $$;
  CREATE FUNCTION probe.at_end() RETURNS event_trigger LANGUAGE plpgsql
    AS $$ BEGIN PERFORM probe.look(); END $$;
  CREATE EVENT TRIGGER probe ON ddl_command_end EXECUTE FUNCTION probe.at_end();`;

/** Lines of env.py that look after every statement, for those that fire no event trigger. */
export const hook = `
from sqlalchemy import event
from sqlalchemy.engine import Engine

@event.listens_for(Engine, "after_cursor_execute")
def look(connection, cursor, statement, *rest):
    with connection.connection.cursor() as own:
        own.execute("SELECT probe.look()")
`;

/** From the weakest to the strongest. */
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

export const strength = (mode: string): number => modes.indexOf(mode);

/** What happened to a relation. */
export interface Seen {
  /** The strongest lock on it, as `pg_locks` names it. */
  readonly lock: string;
  /** Rows of it were read while a lock was held on it under which nobody can write. */
  readonly scanned: boolean;
}

export async function installProbe(client: pg.Client): Promise<void> {
  await client.query(probe);
}

export async function forget(client: pg.Client): Promise<void> {
  await client.query('TRUNCATE probe.seen');
}

/** By the names of relations of the schema `public`. */
export async function seen(client: pg.Client): Promise<ReadonlyMap<string, Seen>> {
  const { rows } = await client.query<Look>(
    'SELECT pid, relation, modes, rows_read::int FROM probe.seen ORDER BY look',
  );
  const found = new Map<string, Seen>();
  const read = new Map<string, number>();
  for (const { pid, relation, modes: held, rows_read } of rows) {
    const key = `${pid} ${relation}`;
    const before = read.get(key) ?? 0;
    read.set(key, rows_read);
    const lock = held.reduce((one, other) => (strength(one) > strength(other) ? one : other), '');
    const known = found.get(relation) ?? { lock: '', scanned: false };
    // A count that sank was handed over to the collected statistics and begins again.
    const more = rows_read > before || (rows_read < before && rows_read > 0);
    found.set(relation, {
      lock: strength(lock) > strength(known.lock) ? lock : known.lock,
      scanned: known.scanned || (more && strength(lock) >= strength('ShareLock')),
    });
  }
  return found;
}

interface Look {
  readonly pid: number;
  readonly relation: string;
  readonly modes: readonly string[];
  readonly rows_read: number;
}

/** The file of each relation by its oid, which stays when the file is another. */
export async function filesOf(
  client: pg.Client,
): Promise<ReadonlyMap<string, { readonly name: string; readonly file: string }>> {
  const { rows } = await client.query<{ oid: string; name: string; file: string }>(
    `SELECT oid::text, relname AS name, coalesce(pg_relation_filenode(oid), 0)::text AS file
     FROM pg_class WHERE relnamespace = 'public'::regnamespace`,
  );
  return new Map(rows.map(({ oid, name, file }) => [oid, { name, file }]));
}
