import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { reachable } from '../core/graph/walk.js';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { changedFiles } from '../system/git/changed-files.js';

/** Which revisions are checked, and why these. */
export interface Selection {
  readonly by: 'all' | 'since' | 'pending';
  /** A sentence for people. */
  readonly reason: string;
  /** Why git could not tell what differs, where it was asked. */
  readonly unknown?: string;
  /** Ids, parents first. */
  readonly revisions: readonly string[];
}

export interface SelectionOptions {
  /** This revision and what it builds on are left out. */
  readonly baseline: string | undefined;
  /** Every revision after the baseline. */
  readonly all?: boolean | undefined;
  /** Those that differ from where this branch left a git reference. */
  readonly since?: string | undefined;
  /** What a database says is applied, where one is connected: the others are selected then. */
  readonly applied?: ReadonlySet<string> | undefined;
}

/**
 * Those that are not applied, where a database told; else those that differ from the main branch
 * (or from `since`); else, where git cannot tell, all after the baseline.
 */
export async function selectRevisions(
  { directory }: Pick<AlembicProject, 'directory'>,
  graph: RevisionGraph,
  { baseline, all, since, applied }: SelectionOptions,
): Promise<Selection> {
  const old =
    baseline !== undefined && graph.revisions.has(baseline)
      ? reachable([baseline], (id) => [
          ...(graph.parents.get(id) ?? []),
          ...(graph.dependencies.get(id) ?? []),
        ])
      : new Set<string>();
  const checked = graph.order.toReversed().filter((id) => !old.has(id));
  const after = old.size === 0 ? 'all revisions' : `all revisions after ${baseline ?? ''}`;
  if (all) return { by: 'all', reason: after, revisions: checked };
  if (applied) {
    const revisions = checked.filter((id) => !applied.has(id));
    return { by: 'pending', reason: 'revisions that are not applied', revisions };
  }
  const changed = await changedFiles(directory, since);
  if ('reason' in changed) {
    const reason = `${after}, since ${changed.reason}`;
    return { by: 'all', reason, unknown: changed.reason, revisions: checked };
  }
  const revisions = checked.filter((id) => changed.files.has(graph.revisions.get(id)?.file ?? ''));
  const reason = `revisions that differ from ${changed.since} (${changed.base})`;
  return { by: 'since', reason, revisions };
}
