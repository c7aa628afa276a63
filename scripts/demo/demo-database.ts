import { startEmbeddedPostgres } from '../../src/system/embedded/embedded-postgres.js';

export interface DemoDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** An empty database of the demo's own: the embedded PostgreSQL, in memory. */
export async function startDemoDatabase(): Promise<DemoDatabase> {
  console.log('Starting the embedded PostgreSQL …');
  const server = await startEmbeddedPostgres();
  return { url: server.url, stop: () => server.stop() };
}
