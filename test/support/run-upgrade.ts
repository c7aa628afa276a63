import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { runBridge } from '../../src/system/bridge/bridge-client.js';
import { localRunner } from '../../src/system/runners/local.js';

/** A client of its own, so that a test can kill it: `run-upgrade.ts <python> <project as JSON>`. */
const [python = '', json = ''] = process.argv.slice(2);
const project = JSON.parse(json) as AlembicProject;
await runBridge(localRunner(project, python, project.directory, ''), project, {
  do: 'alembic',
  args: ['upgrade', 'head'],
});
