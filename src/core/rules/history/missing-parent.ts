import { readsPackages } from '../../project/reads-packages.js';
import { candidates, pointAt } from '../follow.js';
import { fromGraph, type GraphProblem } from '../from-graph.js';
import type { LostRevision } from '../outside.js';
import { relativeTo } from '../relative-to.js';

export const missingParent = fromGraph({
  id: 'missing-parent',
  title: 'The down revision is in no file',
  severity: 'error',
  help: 'Point it at the revision that this one follows; or restore the file that had it.',
  details(found) {
    const { problem, context } = found;
    const lost = context.outside.git?.lost.get(problem.reference ?? '');
    const near = candidates(found);
    const fixes = near.flatMap((id) => pointAt(found, id, 'review', `Follow '${id}'`));
    return {
      fixes,
      ...(lost ? { help: helpFor(lost, context.project.directory) } : {}),
      ...(readsMore(found) ? { severity: 'info' as const } : {}),
    };
  },
});

/** Where git has seen it, and how it comes back. */
function helpFor({ file, deleted, branch }: LostRevision, directory: string): string {
  const name = relativeTo(directory, file);
  if (deleted) {
    const { commit, author, date } = deleted;
    return `Its file ${name} was deleted in commit ${commit} by ${author} on ${date}. Restore it (\`git checkout ${commit}^ -- ${name}\`), or point this down_revision at what the deleted revision followed.`;
  }
  return `Its file ${name} is on the branch ${branch ?? ''}. Merge that branch, or take the file (\`git checkout ${branch ?? ''} -- ${name}\`).`;
}

/** Alembic reads folders that are not in this workspace: an installed package may have it. */
function readsMore({ context, subject }: GraphProblem): boolean {
  const { project } = context;
  const env = subject.texts.get(`${project.scriptLocation}/env.py`) ?? '';
  return env.includes('version_locations') || readsPackages(project);
}
