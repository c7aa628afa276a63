import path from 'node:path';
import type { BranchFile } from '../../core/rules/outside.js';
import { absolute, git, mainBranches } from './git.js';

/** So many branches are looked at, those with the newest commits; and so many files of main. */
const mostBranches = 30;
const mostTexts = 20;

/**
 * Files that other branches, fetched ones included, have added below some folders since this one
 * left them; of the main branch with their texts. The branch that this one is pushed to is none.
 *
 * @param folders absolute, inside the work tree
 */
export async function branchFiles(
  top: string,
  folders: readonly string[],
): Promise<readonly BranchFile[]> {
  const own = await git(top, 'rev-parse', '--abbrev-ref', 'HEAD');
  const upstream = await git(top, 'rev-parse', '--abbrev-ref', '@{upstream}');
  const head = await git(top, 'rev-parse', '--abbrev-ref', 'origin/HEAD');
  const listed = await git(
    top,
    'for-each-ref',
    '--no-merged=HEAD',
    '--sort=-committerdate',
    `--count=${mostBranches}`,
    '--format=%(refname:short)%09%(symref)',
    'refs/heads',
    'refs/remotes',
  );
  const names = (listed ?? '').split('\n').flatMap((line) => {
    const [name = '', symbolic = ''] = line.split('\t');
    const pushed = name === upstream || name.endsWith(`/${own ?? ''}`);
    return name === '' || symbolic !== '' || pushed ? [] : [name];
  });
  const found: BranchFile[] = [];
  for (const branch of names) {
    const main = branch === head || mainBranches.includes(branch);
    const diff = ['diff', '--name-only', '--no-renames', '--diff-filter=A', '-z'];
    const added = await git(top, ...diff, `HEAD...${branch}`, '--', ...folders);
    const files = absolute(top, added ?? '').filter((file) => file.endsWith('.py'));
    for (const [at, file] of files.entries()) {
      const place = path.relative(top, file).split(path.sep).join('/');
      const text =
        main && at < mostTexts ? await git(top, 'show', `${branch}:${place}`) : undefined;
      found.push({ branch, main, file, text });
    }
  }
  return found;
}
