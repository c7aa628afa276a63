import type { Client, ClientConfig } from 'pg';
import type { CatalogQuery, CatalogRow } from '../../core/schema/query.js';
import type { DatabaseIdentity, Session } from './session.js';
import { sessionError, SessionError } from './session-error.js';

/** Where to connect to. The password is kept in memory only. */
export interface PgAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string | undefined;
}

const connectTimeoutMs = 10_000;
const statementTimeoutMs = 30_000;

/**
 * A session over a connection of its own. It connects at the first question.
 *
 * @throws SessionError from `identity` and `read`
 */
export function pgSession(address: PgAddress): Session {
  let client: Promise<Client> | undefined;
  const connected = () => (client ??= connect(address));
  const forget = async () => {
    const old = client;
    client = undefined;
    await old?.then((open) => open.end()).catch(() => undefined);
  };

  async function read(
    queries: readonly CatalogQuery[],
    options: Parameters<Session['read']>[1] = {},
  ): Promise<readonly (readonly CatalogRow[])[]> {
    const { signal, timeoutMs = statementTimeoutMs } = options;
    if (signal?.aborted) throw cancelled();
    const open = await connected().catch((error: unknown) => {
      client = undefined;
      throw explained(error);
    });
    const abort = () => void cancel(address, open);
    signal?.addEventListener('abort', abort);
    try {
      return await transaction(open, queries, timeoutMs);
    } catch (error) {
      await forget();
      throw signal?.aborted ? cancelled() : explained(error);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return { read, identity: () => identify(address, read), close: forget };
}

async function connect(address: PgAddress): Promise<Client> {
  const pg = (await import('pg')).default;
  const config: ClientConfig = {
    ...address,
    password: address.password ?? '',
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'alembic-pilot',
  };
  const client = new pg.Client(config);
  // A connection that breaks while nobody asks must not end the process; the next question says it.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function transaction(client: Client, queries: readonly CatalogQuery[], timeoutMs: number) {
  const results: CatalogRow[][] = [];
  await client.query('BEGIN READ ONLY');
  try {
    await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.round(timeoutMs))}`);
    for (const { sql } of queries) results.push((await client.query<CatalogRow>(sql)).rows);
  } finally {
    await client.query('ROLLBACK');
  }
  return results;
}

/** Ends the running statement by another connection; where that cannot be had, drops this one. */
async function cancel(address: PgAddress, client: Client): Promise<void> {
  const { processID } = client as Client & { readonly processID?: number };
  try {
    const other = await connect(address);
    await other.query('SELECT pg_cancel_backend($1)', [processID]);
    await other.end();
  } catch {
    await client.end();
  }
}

async function identify(address: PgAddress, read: Session['read']): Promise<DatabaseIdentity> {
  const ask = async (sql: string) => (await read([{ sql }]))[0]?.[0] ?? {};
  const row = await ask(`
    SELECT current_database()::text AS database, current_user::text AS "user",
      current_setting('server_version_num')::int AS version,
      has_function_privilege(to_regprocedure('pg_catalog.pg_control_system()')::oid, 'EXECUTE') AS may`);
  const system = row['may'] === true ? await ask(systemIdentifier) : {};
  const identifier = system['id'];
  return {
    database: textOf(row['database']),
    user: textOf(row['user']),
    serverVersion: Number(row['version']),
    systemIdentifier: typeof identifier === 'string' ? identifier : undefined,
    host: address.host.startsWith('/') ? '(local)' : address.host,
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const systemIdentifier = 'SELECT system_identifier::text AS id FROM pg_control_system()';

const cancelled = () =>
  new SessionError('other', 'The question to the database was cancelled.', 'Ask again.');

function explained(error: unknown): SessionError {
  if (error instanceof SessionError) return error;
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const text = message ?? String(error);
  if (/^SASL:|password must be a string/.test(text)) return sessionError('28P01', text);
  if (/timeout expired|terminated|Connection ended|not queryable/i.test(text))
    return sessionError('ETIMEDOUT', text);
  return sessionError(code, text);
}
