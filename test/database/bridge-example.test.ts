import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyExample } from '../../scripts/toolchain/example-copy.js';
import { createDatabase } from '../../scripts/toolchain/postgres.js';
import type { BridgeRequest, LockTaken } from '../../src/core/alembic/bridge-protocol.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { runBridge, type BridgeOptions } from '../../src/system/bridge/bridge-client.js';
import { localRunner } from '../../src/system/runners/local.js';
import { BridgeBench } from '../support/bridge-bench.js';

describe('bridge on example/hartomat', () => {
  let bench: BridgeBench;
  let folder: string;
  before(async () => {
    bench = await BridgeBench.start();
    folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-example-'));
    await copyExample(folder);
  });
  after(async () => {
    await bench.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('goes to 059 and back on a database that env.py does not know', async () => {
    const directory = join(folder, 'backend');
    const scriptLocation = join(directory, 'alembic');
    const project: AlembicProject = {
      config: join(directory, 'alembic.ini'),
      kind: 'ini',
      directory,
      scriptLocation,
      versionLocations: [join(scriptLocation, 'versions')],
      recursive: false,
      sourceless: false,
      fileTemplate: '%(rev)s_%(slug)s',
      truncateSlugLength: 60,
      prependSysPath: [directory],
      warnings: [],
    };
    const runner = localRunner(project, bench.python.python, folder, 'test');
    // Its own database is at the host `postgres`, which exists between containers only.
    const redirect = await createDatabase(bench.server);
    const run = async (request: BridgeRequest, options?: BridgeOptions) => {
      const began = performance.now();
      const result = await runBridge(runner, project, { ...request, redirect }, options);
      assert.equal(result.outcome, 'done', result.stderr);
      const what = request.do === 'alembic' ? request.args.join(' ') : request.do;
      console.log(`      ${what}: ${Math.round(performance.now() - began)} ms`);
      return result;
    };
    await run({ do: 'identity' });
    const up = await run({ do: 'alembic', args: ['upgrade', 'head'] });
    assert.deepEqual([up.steps.length, up.steps.at(-1)?.to], [59, ['059']]);
    const at = await run({ do: 'identity' });
    assert.deepEqual(at.database?.versionTable.rows, ['059']);
    const { results } = await run({
      do: 'query',
      queries: [
        { sql: `SELECT count(*) > 5 AS enough FROM pg_tables WHERE schemaname = 'public'` },
      ],
    });
    assert.deepEqual(results, [[{ enough: true }]]);
    const down = await run({ do: 'alembic', args: ['downgrade', 'base'] });
    assert.equal(down.steps.length, 59);
    const locks: LockTaken[] = [];
    await run(
      { do: 'alembic', args: ['upgrade', 'head'], trace: true },
      { onEvent: (event) => event.event === 'statement' && locks.push(...event.locks) },
    );
    assert.ok(
      locks.some(
        ({ relation, mode }) => `${relation} ${mode}` === 'public.cad_files AccessExclusiveLock',
      ),
    );
  });
});
