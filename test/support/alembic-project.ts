import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';

export type Driver = 'psycopg2' | 'psycopg' | 'asyncpg';

export interface MigrationText {
  readonly id: string;
  readonly down?: string | null;
  /** Lines of `upgrade()`, without indentation. */
  readonly upgrade?: readonly string[];
  readonly downgrade?: readonly string[];
  /** The whole file instead of the above. */
  readonly text?: string;
}

export interface ProjectText {
  /** `postgresql://…`; the driver is put into it. */
  readonly url?: string;
  readonly driver?: Driver;
  readonly migrations?: readonly MigrationText[];
  /** Lines before everything else in env.py. */
  readonly preface?: string;
  /** Keyword arguments of `context.configure`, e.g. `, transaction_per_migration=True`. */
  readonly configure?: string;
  /** A line of env.py after the migrations, where `connection` is still open. */
  readonly afterwards?: string;
  /** Keyword arguments of `create_engine`. */
  readonly engine?: string;
}

export interface TemporaryProject {
  readonly project: AlembicProject;
  readonly folder: string;
  /** Writes another migration file. */
  add(migration: MigrationText): void;
  remove(): void;
}

/** A real Alembic project in a folder of its own. */
export function writeProject(content: ProjectText): TemporaryProject {
  const folder = mkdtempSync(join(tmpdir(), 'alembic-pilot-project-'));
  const scriptLocation = join(folder, 'alembic');
  const versions = join(scriptLocation, 'versions');
  mkdirSync(versions, { recursive: true });
  const { url = 'postgresql://localhost/nowhere', driver = 'psycopg2' } = content;
  const withDriver = url.replace('postgresql:', `postgresql+${driver}:`);
  const ini = `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${withDriver}\n`;
  writeFileSync(join(folder, 'alembic.ini'), ini);
  writeFileSync(join(scriptLocation, 'env.py'), environment(content));
  const add = (migration: MigrationText) => {
    writeFileSync(join(versions, `${migration.id}.py`), migration.text ?? migrationText(migration));
  };
  content.migrations?.forEach(add);
  const project: AlembicProject = {
    config: join(folder, 'alembic.ini'),
    kind: 'ini',
    directory: folder,
    scriptLocation,
    versionLocations: [versions],
    recursive: false,
    sourceless: false,
    fileTemplate: '%(rev)s_%(slug)s',
    truncateSlugLength: 40,
    prependSysPath: [],
    warnings: [],
  };
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { project, folder, add, remove };
}

function migrationText({ id, down = null, upgrade = [], downgrade = [] }: MigrationText): string {
  const body = (lines: readonly string[]) =>
    (lines.length > 0 ? lines : ['pass']).map((line) => `    ${line}\n`).join('');
  return [
    `"""${id}"""\nimport time\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n`,
    `revision = "${id}"\ndown_revision = ${down === null ? 'None' : `"${down}"`}\n\n\n`,
    `def upgrade():\n${body(upgrade)}\n\ndef downgrade():\n${body(downgrade)}`,
  ].join('');
}

function environment(content: ProjectText): string {
  const { driver, preface = '', configure = '', afterwards = 'pass', engine = '' } = content;
  const run = `
def run(connection):
    context.configure(connection=connection${configure})
    with context.begin_transaction():
        context.run_migrations()
    ${afterwards}
`;
  const url = 'context.config.get_main_option("sqlalchemy.url")';
  if (driver !== 'asyncpg') {
    return `${preface}
from alembic import context
from sqlalchemy import create_engine
${run}

with create_engine(${url}${engine}).connect() as connection:
    run(connection)
`;
  }
  return `${preface}
import asyncio

from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine
${run}

async def main():
    engine = create_async_engine(${url}${engine})
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(main())
`;
}
