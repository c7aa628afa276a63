import type { GitFacts } from '../../core/rules/outside.js';
import { resolveLink } from '../files/list-files.js';
import type { LoadedProject } from '../files/load-project.js';
import { branchFiles } from './branch-files.js';
import { changedFiles } from './changed-files.js';
import { workTree } from './git.js';
import { lostRevisions } from './lost-revisions.js';

/**
 * What git tells of a project's migrations. Reads only, and asks no server. Undefined where the
 * project is in no repository. Never rejects.
 *
 * @param unknown ids that a database has and no file, to be looked for too
 */
export async function readGitFacts(
  { project, graph }: Pick<LoadedProject, 'project' | 'graph'>,
  unknown: readonly string[] = [],
): Promise<GitFacts | undefined> {
  const top = await workTree(project.directory);
  if (top === undefined) return undefined;
  const resolved = await Promise.all(project.versionLocations.map(resolveLink));
  const folders = resolved.filter((folder) => folder?.startsWith(top) === true);
  const existing = folders.filter((folder) => folder !== undefined);
  const missing = graph.problems.flatMap(({ rule, reference }) =>
    rule === 'missing-parent' && reference !== undefined ? [reference] : [],
  );
  if (existing.length === 0) return undefined;
  const changed = await changedFiles(project.directory);
  return {
    added: 'added' in changed ? changed.added : new Set(),
    elsewhere: await branchFiles(top, existing),
    lost: await lostRevisions(top, existing, [...new Set([...unknown, ...missing])]),
  };
}
