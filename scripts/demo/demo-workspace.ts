import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { copyExample } from '../toolchain/example-copy.js';
import { mustExec } from '../toolchain/exec.js';
import { pythonWithAlembic } from '../toolchain/python.js';

export interface DemoWorkspace {
  /** The folder to open: a copy of the example. */
  readonly folder: string;
  /** The folder with `alembic.ini`. */
  readonly backend: string;
  /** Runs Alembic in it, on the database that `env` names. */
  readonly alembic: (env: NodeJS.ProcessEnv, ...args: string[]) => Promise<string>;
}

/**
 * Copies the example into `parent` and gives it an interpreter that has Alembic: a virtual
 * environment where a developer would have it, so that it is found without any setting.
 */
export async function makeDemoWorkspace(parent: string): Promise<DemoWorkspace> {
  const folder = join(parent, 'hartomat');
  const backend = join(folder, 'backend');
  await copyExample(folder);
  const { python, alembic, label } = await pythonWithAlembic();
  console.log(label);
  const environment = dirname(dirname(python));
  if (existsSync(join(environment, 'pyvenv.cfg'))) {
    await symlink(environment, join(backend, '.venv'));
  } else {
    await mkdir(join(folder, '.vscode'), { recursive: true });
    const settings = { 'alembicPilot.runner.python': python };
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings, null, 2));
  }
  return {
    folder,
    backend,
    alembic: (env, ...args) =>
      mustExec(alembic, args, { cwd: backend, env: { ...process.env, ...env } }),
  };
}
