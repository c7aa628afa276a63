import path from 'node:path';
import type { LostRevision } from '../../core/rules/outside.js';
import { readRevision } from '../../core/revisions/read-revision.js';
import { git } from './git.js';

/** So many ids are looked for: it goes through the whole history. */
const most = 3;

/**
 * What became of revisions that no file has: deleted by a commit of this branch, or only on another.
 *
 * @param folders absolute, inside the work tree
 */
export async function lostRevisions(
  top: string,
  folders: readonly string[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, LostRevision>> {
  const found = new Map<string, LostRevision>();
  for (const id of ids.slice(0, most)) {
    const lost = (await deleted(top, folders, id)) ?? (await onBranch(top, folders, id));
    if (lost) found.set(id, lost);
  }
  return found;
}

async function deleted(
  top: string,
  folders: readonly string[],
  id: string,
): Promise<LostRevision | undefined> {
  for (const { commit, author, date, files } of await commits(top, folders, id, 'D'))
    for (const file of files) {
      const down = await downOf(top, `${commit}^`, file, id);
      if (down) return { file: path.join(top, file), down, deleted: { commit, author, date } };
    }
  return undefined;
}

async function onBranch(
  top: string,
  folders: readonly string[],
  id: string,
): Promise<LostRevision | undefined> {
  for (const { commit, files } of await commits(top, folders, id, 'A', '--all'))
    for (const file of files) {
      const down = await downOf(top, commit, file, id);
      if (!down) continue;
      const refs = ['--count=1', '--format=%(refname:short)', 'refs/heads', 'refs/remotes'];
      const branch = await git(top, 'for-each-ref', `--contains=${commit}`, ...refs);
      if (branch) return { file: path.join(top, file), down, branch };
    }
  return undefined;
}

/** The newest commits that delete (`D`) or add (`A`) files which name an id. */
async function commits(
  top: string,
  folders: readonly string[],
  id: string,
  filter: 'A' | 'D',
  ...more: readonly string[]
) {
  const what = ['--no-renames', `--diff-filter=${filter}`, `-S${id}`, '-n5', '--name-only'];
  const format = '--format=%x00%h%x09%an%x09%as';
  const quiet = ['-c', 'core.quotePath=false'];
  const log = await git(top, ...quiet, 'log', ...more, ...what, format, '--', ...folders);
  return (log ?? '')
    .split('\0')
    .filter((part) => part !== '')
    .map((part) => {
      const [head = '', ...files] = part.split('\n').filter((line) => line !== '');
      const [commit = '', author = '', date = ''] = head.split('\t');
      return { commit, author, date, files };
    });
}

/** What a file follows, if it is that revision at a commit. */
async function downOf(
  top: string,
  commit: string,
  file: string,
  id: string,
): Promise<readonly string[] | undefined> {
  const text = await git(top, 'show', `${commit}:${file}`);
  const read = text === undefined ? undefined : readRevision(file, text);
  if (!read || !('revision' in read) || read.revision.revision !== id) return undefined;
  return read.revision.down;
}
