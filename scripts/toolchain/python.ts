import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { needDebianPackages } from './debian.js';
import { exec, mustExec } from './exec.js';
import { withLock } from './lock.js';

export interface PythonWithAlembic {
  readonly python: string;
  readonly alembic: string;
  /** For people: `Alembic 1.20.1, SQLAlchemy 2.1.0, Python 3.11.7`. */
  readonly label: string;
}

const newestPackages = [
  'alembic',
  'sqlalchemy[asyncio]',
  'psycopg[binary]',
  'psycopg2-binary',
  'asyncpg',
  'pydantic',
];
const debianPackages = [
  'python3',
  'alembic',
  'python3-alembic',
  'python3-psycopg2',
  'python3-asyncpg',
];

/**
 * A Python that has Alembic and the PostgreSQL drivers. The environment variable
 * `ALEMBIC_PILOT_PYTHON` chooses: `newest` from the Python registry in a venv of ours, or `debian`,
 * what Debian packages. Unset: newest where that can be installed, else Debian's.
 */
export async function pythonWithAlembic(): Promise<PythonWithAlembic> {
  const choice = process.env['ALEMBIC_PILOT_PYTHON'];
  if (choice === 'debian') return debian();
  if (choice === 'newest') return newest();
  if (choice) throw new Error(`ALEMBIC_PILOT_PYTHON is "${choice}": use newest or debian.`);
  try {
    return await newest();
  } catch (error) {
    console.warn(`The newest Alembic cannot be installed, using Debian's. ${String(error)}`);
    return debian();
  }
}

async function debian(): Promise<PythonWithAlembic> {
  await needDebianPackages(debianPackages);
  return describe('/usr/bin/python3', '/usr/bin/alembic');
}

async function newest(): Promise<PythonWithAlembic> {
  const folder = join(cacheFolder, 'python', 'newest');
  const python = join(folder, 'bin', 'python');
  const done = join(folder, 'complete');
  if (!(await exists(done))) {
    await withLock(`${folder}.lock`, async () => {
      if (await exists(done)) return;
      await rm(folder, { recursive: true, force: true });
      await makeVenv(folder);
      await mustExec(python, ['-m', 'pip', 'install', '-q', '--prefer-binary', ...newestPackages]);
      await writeFile(done, '');
    });
  }
  return describe(python, join(folder, 'bin', 'alembic'));
}

async function makeVenv(folder: string): Promise<void> {
  const base = (await findPython()) ?? (await installPython());
  if ((await exec(base, ['-m', 'venv', folder])).code === 0) return;
  await needDebianPackages(['python3-venv']);
  await mustExec('/usr/bin/python3', ['-m', 'venv', '--clear', folder]);
}

/** Alembic's newest releases want Python 3.10. */
async function findPython(): Promise<string | undefined> {
  for (const candidate of ['python3', 'python', '/usr/bin/python3']) {
    const enough = 'import sys; sys.exit(sys.version_info < (3, 10))';
    if ((await exec(candidate, ['-c', enough])).code === 0) return candidate;
  }
  return undefined;
}

async function installPython(): Promise<string> {
  await needDebianPackages(['python3', 'python3-venv']);
  return '/usr/bin/python3';
}

async function describe(python: string, alembic: string): Promise<PythonWithAlembic> {
  const versions =
    'import alembic, sqlalchemy, platform as p;' +
    'print(f"Alembic {alembic.__version__}, SQLAlchemy {sqlalchemy.__version__}, Python {p.python_version()}")';
  return { python, alembic, label: (await mustExec(python, ['-c', versions])).trim() };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
