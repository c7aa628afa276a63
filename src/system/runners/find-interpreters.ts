import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { runProcess } from '../processes/run-process.js';
import { foldersUp } from './folders-up.js';

/** An interpreter that could have Alembic, and why it is thought of. */
export interface Interpreter {
  readonly python: string;
  readonly reason: string;
}

const onWindows = process.platform === 'win32';

/** Project tools: the file by which one shows, and the question that makes no environment anew. */
const tools = [
  { marker: 'uv.lock', file: 'uv', args: ['python', 'find'] },
  { marker: 'poetry.lock', file: 'poetry', args: ['env', 'info', '--executable'] },
  { marker: 'Pipfile', file: 'pipenv', args: ['--py'] },
];

/**
 * Interpreters for a project, the most likely first: virtual environments beside the configuration
 * up to the workspace folder, those of pdm, uv, poetry and pipenv, and what is on PATH. Asks the
 * project's tools, so it is for trusted workspaces.
 */
export async function findInterpreters(
  project: AlembicProject,
  folder: string,
): Promise<Interpreter[]> {
  const folders = foldersUp(project.directory, folder);
  const asked = await Promise.all(folders.map(askTools));
  const found = [
    ...folders.flatMap(environments),
    ...folders.flatMap(ofPdm),
    ...asked.flat(),
    ...onPath(),
  ];
  return found.filter(
    ({ python }, index) => found.findIndex((other) => other.python === python) === index,
  );
}

/** The interpreter of a virtual environment; undefined where there is none. */
function interpreterIn(environment: string): string | undefined {
  const python = onWindows
    ? join(environment, 'Scripts', 'python.exe')
    : join(environment, 'bin', 'python');
  return existsSync(python) ? python : undefined;
}

function environments(folder: string): Interpreter[] {
  return ['.venv', 'venv', 'env'].flatMap((name) => {
    const python = interpreterIn(join(folder, name));
    return python === undefined
      ? []
      : [{ python, reason: `The virtual environment ${name} stands beside the project.` }];
  });
}

/** PDM writes down what it uses; its command would make an environment where there is none. */
function ofPdm(folder: string): Interpreter[] {
  const file = join(folder, '.pdm-python');
  const python = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  return existsSync(python) ? [{ python, reason: 'pdm uses it here (.pdm-python).' }] : [];
}

async function askTools(folder: string): Promise<Interpreter[]> {
  const present = tools.filter(({ marker }) => existsSync(join(folder, marker)));
  const answers = await Promise.all(
    present.map(async ({ marker, file, args }) => {
      const spec = { file, args, cwd: folder, env: {} };
      const answer = await runProcess(spec, { timeoutMs: 10_000 }).catch(() => undefined);
      const python = answer?.code === 0 ? answer.stdout.trim().split('\n').at(-1)?.trim() : '';
      const reason = `${file} uses it here (${marker}).`;
      return python !== undefined && existsSync(python) ? [{ python, reason }] : [];
    }),
  );
  return answers.flat();
}

function onPath(): Interpreter[] {
  const script = findOnPath('alembic');
  const ofScript = script === undefined ? undefined : interpreterOfScript(script);
  const names = onWindows ? ['python', 'py'] : ['python3', 'python'];
  return [
    ...(ofScript === undefined
      ? []
      : [{ python: ofScript, reason: 'The command `alembic` on PATH belongs to it.' }]),
    ...names.flatMap((name) => {
      const python = findOnPath(name);
      return python === undefined ? [] : [{ python, reason: `It is ${name} on PATH.` }];
    }),
  ];
}

function findOnPath(name: string): string | undefined {
  const endings = onWindows ? ['.exe'] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find((path) => existsSync(path));
}

/** The interpreter that the first line of an `alembic` script names. */
function interpreterOfScript(script: string): string | undefined {
  if (onWindows) return interpreterIn(join(script, '..', '..'));
  const first = readFileSync(script, 'latin1').slice(0, 300).split('\n')[0] ?? '';
  const python = /^#!\s*(?<python>\/\S*python[\d.]*)/u.exec(first)?.groups?.['python'];
  return python !== undefined && existsSync(python) ? python : undefined;
}
