import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { configurationArgs } from '../../core/alembic/command-specs.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import type { Runner } from './runner.js';

/**
 * Alembic in an interpreter of this machine.
 *
 * @param python its path, or a name on PATH
 * @param folder the workspace folder: paths in it are shown relative to it
 */
export function localRunner(
  project: AlembicProject,
  python: string,
  folder: string,
  reason: string,
): Runner {
  const script = alembicBeside(python);
  const [file, before] = script === undefined ? [python, ['-m', 'alembic']] : [script, []];
  const spec = (program: string, args: readonly string[]) => ({
    file: program,
    args,
    cwd: project.directory,
    env: {},
  });
  return {
    kind: 'local',
    label: inFolder(python, folder),
    reason,
    alembic: (args) => spec(file, [...before, ...configurationArgs(project), ...args]),
    python: (args) => spec(python, args),
    toRunner: (path) => path,
    toHost: (path) => path,
  };
}

function alembicBeside(python: string): string | undefined {
  const names = process.platform === 'win32' ? ['alembic.exe'] : ['alembic'];
  return names.map((name) => join(dirname(python), name)).find((path) => existsSync(path));
}

function inFolder(path: string, folder: string): string {
  const short = relative(folder, path);
  return short.startsWith('..') || short === '' ? path : short;
}
