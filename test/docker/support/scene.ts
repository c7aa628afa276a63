import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerEngine } from '../../../scripts/toolchain/docker.js';
import type { AlembicProject } from '../../../src/core/project/alembic-project.js';
import { loadProjects } from '../../../src/system/files/load-project.js';
import { detectComposeRunners } from '../../../src/system/runners/compose.js';
import type { ComposeRunner } from '../../../src/system/runners/compose-runner.js';

/** The one Alembic project below a folder. */
export async function projectIn(folder: string): Promise<AlembicProject> {
  const [loaded] = await loadProjects(folder);
  if (loaded === undefined) throw new Error(`no project in ${folder}`);
  return loaded.project;
}

/** The best compose runner of a project, as the product finds it. */
export async function runnerFor(
  project: AlembicProject,
  engine: DockerEngine,
): Promise<ComposeRunner> {
  const [best] = await detectComposeRunners(project, { allowed: true, env: engine.env });
  if (best === undefined) throw new Error('no compose runner');
  return best.runner;
}

/** Writes a migration on top of another one. `upgrade` holds the lines of its body. */
export async function writeMigration(
  project: AlembicProject,
  [revision, down]: readonly [string, string],
  upgrade: readonly string[],
  downgrade: readonly string[] = ['pass'],
): Promise<string> {
  const file = join(project.versionLocations[0] ?? '', `${revision}_test.py`);
  const body = (lines: readonly string[]) => lines.map((line) => `    ${line}`).join('\n');
  await writeFile(
    file,
    `"""test ${revision}"""
from alembic import op
import sqlalchemy as sa

revision = '${revision}'
down_revision = '${down}'
branch_labels = None
depends_on = None


def upgrade():
${body(upgrade)}


def downgrade():
${body(downgrade)}
`,
  );
  return file;
}
