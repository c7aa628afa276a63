import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../processes/run-process.js';

/** Files that differ from a commit: absolute paths, links resolved; new ones included. */
export interface ChangedFiles {
  /** The commit's abbreviated id. */
  readonly base: string;
  /** How it was found: `main`, or the reference that was asked for. */
  readonly since: string;
  readonly files: ReadonlySet<string>;
}

const mainBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/**
 * What differs from where this branch left a reference (default: the main branch), work that is not
 * committed included. Reads only. Never rejects: a text says why it cannot be told.
 */
export async function changedFiles(
  folder: string,
  since?: string,
): Promise<ChangedFiles | { readonly reason: string }> {
  if (since?.startsWith('-')) return { reason: `${since} is no git reference` };
  const root = await git(folder, 'rev-parse', '--show-toplevel');
  if (root === undefined) return { reason: 'this is no git repository' };
  const names = since === undefined ? mainBranches : [since];
  for (const name of names) {
    const base = await git(folder, 'merge-base', name, 'HEAD');
    if (base === undefined) continue;
    const differing = await git(folder, 'diff', '--name-only', '--diff-filter=d', '-z', base);
    const added = await git(
      folder,
      'ls-files',
      '--others',
      '--exclude-standard',
      '--full-name',
      '-z',
    );
    if (differing === undefined || added === undefined) return { reason: 'git does not answer' };
    const top = await realpath(root);
    const files = [...differing.split('\0'), ...added.split('\0')].filter((file) => file !== '');
    return {
      base: base.slice(0, 12),
      since: name,
      files: new Set(files.map((file) => path.join(top, file))),
    };
  }
  return {
    reason:
      since === undefined
        ? `none of ${mainBranches.join(', ')} has a commit in common with this branch`
        : `git finds no commit that ${since} and this branch have in common`,
  };
}

/** The output of a git command; undefined where it fails. */
async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const spec = { file: 'git', args: ['-C', folder, ...args], env: {}, cwd: folder };
    const { code, stdout } = await runProcess(spec, { timeoutMs: 20_000 });
    return code === 0 ? stdout.replace(/\n$/, '') : undefined;
  } catch {
    return undefined;
  }
}
