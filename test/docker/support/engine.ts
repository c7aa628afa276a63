import type { DockerEngine } from '../../../scripts/toolchain/docker.js';
import { dockerEngine } from '../../../scripts/toolchain/docker.js';

let found: ReturnType<typeof dockerEngine> | undefined;

/** One engine for all files of the tier, started when the first one asks. Skips where there is none. */
export async function needEngine(context: Mocha.Context): Promise<DockerEngine> {
  context.timeout(600_000);
  found ??= dockerEngine();
  const engine = await found;
  if (!('skip' in engine)) return engine;
  console.log(`    SKIPPED: ${engine.skip}`);
  return context.skip();
}

after('stop the engine', async () => {
  const engine = await found;
  if (engine !== undefined && !('skip' in engine)) await engine.stop();
});
