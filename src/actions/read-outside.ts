import type { Outside } from '../core/rules/outside.js';
import { readApplied } from '../system/applied-files.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { readUnreadFolders } from '../system/files/unread-folders.js';
import { readGitFacts } from '../system/git/git-facts.js';

/** What git, the disk and earlier runs tell of a project, for the rules. Never rejects. */
export async function readOutside(loaded: LoadedProject, askGit: boolean): Promise<Outside> {
  const [git, appliedOtherwise, unreadFolders] = await Promise.all([
    askGit ? readGitFacts(loaded) : undefined,
    readApplied(loaded.project),
    readUnreadFolders(loaded),
  ]);
  return { git, appliedOtherwise, unreadFolders };
}
