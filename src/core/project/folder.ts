/** A folder to look for Alembic projects in: what core may know of a file system. Paths are absolute. */
export interface Folder {
  /** The workspace folder, or the DIR of a command line. */
  readonly root: string;
  /** Files below root, without those of ignored directories. */
  readonly files: readonly string[];
  /** The text of a file; undefined where it cannot be read. */
  read(path: string): Promise<string | undefined>;
  isDirectory(path: string): Promise<boolean>;
}

/** Directories that hold other people's code, or none: not searched for projects. */
export const ignoredDirectories: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  'site-packages',
  'node_modules',
  '__pycache__',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  'dist',
  'build',
]);
