import { startPostgres } from '../toolchain/postgres.js';

export interface DemoDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** An empty database of the demo's own. */
export async function startDemoDatabase(): Promise<DemoDatabase> {
  const server = await startPostgres();
  return { url: server.url, stop: () => server.stop() };
}
