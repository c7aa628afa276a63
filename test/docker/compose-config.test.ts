import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../scripts/toolchain/exec.js';
import { projectRoot } from '../../scripts/toolchain/project-root.js';
import type { DockerEngine } from '../../scripts/toolchain/docker.js';
import type { Compose } from '../../src/core/project/compose-model.js';
import { readCompose, readComposeConfig } from '../../src/core/project/compose.js';
import { findComposeSets, readText } from '../../src/system/runners/compose-search.js';
import { fixtures } from '../unit/project/compose-fixture.js';
import { needEngine } from './support/engine.js';

/** Docker puts what env_file says into the environment, and leaves its name out. */
function comparable({ services }: Compose) {
  return services
    .map((service) => ({
      ...service,
      envFiles: [],
      environment: Object.fromEntries(Object.entries(service.environment).sort()),
      mounts: [...service.mounts].sort((a, b) => (a.container < b.container ? -1 : 1)),
      volumes: [...service.volumes].sort(),
      dependsOn: [...service.dependsOn].sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('compose files, read without Docker', () => {
  let engine: DockerEngine;
  before(async function () {
    engine = await needEngine(this);
  });

  const folders = readdirSync(fixtures)
    .filter((name) => !name.includes('broken'))
    .map((name) => join(fixtures, name));
  for (const folder of [...folders, join(projectRoot, 'example', 'hartomat')]) {
    it(`say the same as docker compose config: ${folder.slice(projectRoot.length + 1)}`, async () => {
      const [set] = findComposeSets(folder, {});
      assert.ok(set !== undefined);
      const args = ['compose', ...set.flags, '--profile', '*', 'config', '--format', 'json'];
      const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...engine.env };
      const said = await exec('docker', args, { cwd: set.cwd, env });
      assert.equal(said.code, 0, said.stderr);
      const ours = readCompose({ ...set, read: readText });
      const theirs = readComposeConfig(said.stdout, set.directory, set.files);
      assert.ok(theirs.services.length > 0);
      assert.deepEqual(comparable(ours), comparable(theirs));
    });
  }
});
