import { runBridge } from '../../../src/system/bridge/bridge-client.js';
import { detectComposeRunners } from '../../../src/system/runners/compose.js';
import { projectIn } from './scene.js';

/** A client of its own, so that a test can kill it: `run-upgrade.ts <folder>` upgrades to head. */
const project = await projectIn(process.argv[2] ?? '.');
const [best] = await detectComposeRunners(project, { allowed: true });
if (best === undefined) throw new Error('no compose runner');
await runBridge(best.runner, project, { do: 'alembic', args: ['upgrade', 'head'] });
