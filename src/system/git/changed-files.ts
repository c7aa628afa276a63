import { absolute, git, mainBranches, workTree } from './git.js';

/** Files that differ from a commit: absolute paths, links resolved; new ones included. */
export interface ChangedFiles {
  /** The commit's abbreviated id. */
  readonly base: string;
  /** How it was found: `main`, or the reference that was asked for. */
  readonly since: string;
  readonly files: ReadonlySet<string>;
  /** Those that the commit does not have. */
  readonly added: ReadonlySet<string>;
}

/**
 * What differs from where this branch left a reference (default: the main branch), work that is not
 * committed included. Reads only. Never rejects: a text says why it cannot be told.
 */
export async function changedFiles(
  folder: string,
  since?: string,
): Promise<ChangedFiles | { readonly reason: string }> {
  if (since?.startsWith('-')) return { reason: `${since} is no git reference` };
  const top = await workTree(folder);
  if (top === undefined) return { reason: 'this is no git repository' };
  const names = since === undefined ? mainBranches : [since];
  for (const name of names) {
    const base = await git(folder, 'merge-base', name, 'HEAD');
    if (base === undefined) continue;
    const diff = ['diff', '--name-only', '--no-renames', '-z'];
    const differing = await git(folder, ...diff, '--diff-filter=d', base);
    const created = await git(folder, ...diff, '--diff-filter=A', base);
    const others = ['--others', '--exclude-standard', '--full-name', '-z'];
    const untracked = await git(folder, 'ls-files', ...others);
    if (differing === undefined || created === undefined || untracked === undefined)
      return { reason: 'git does not answer' };
    const fresh = absolute(top, untracked);
    return {
      base: base.slice(0, 12),
      since: name,
      files: new Set([...absolute(top, differing), ...fresh]),
      added: new Set([...absolute(top, created), ...fresh]),
    };
  }
  return {
    reason:
      since === undefined
        ? `none of ${mainBranches.join(', ')} has a commit in common with this branch`
        : `git finds no commit that ${since} and this branch have in common`,
  };
}
