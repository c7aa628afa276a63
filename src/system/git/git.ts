import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../processes/run-process.js';

/** The output of a git command that only reads; undefined where it fails or takes too long. */
export async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const spec = { file: 'git', args: ['-C', folder, ...args], env: {}, cwd: folder };
    const { code, stdout } = await runProcess(spec, { timeoutMs: 20_000 });
    return code === 0 ? stdout.replace(/\n$/, '') : undefined;
  } catch {
    return undefined;
  }
}

/** The top folder of the work tree, links resolved; undefined where there is none. */
export async function workTree(folder: string): Promise<string | undefined> {
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  return root === undefined ? undefined : realpath(root);
}

/** Absolute paths of what git lists with `-z`, relative to the top of the work tree. */
export function absolute(top: string, list: string): readonly string[] {
  return list
    .split('\0')
    .filter((file) => file !== '')
    .map((file) => path.join(top, file));
}

/** The names that a main branch has, the most telling first. */
export const mainBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
