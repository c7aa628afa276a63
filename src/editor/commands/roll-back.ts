import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { runIntent } from './run-intent.js';
import { pickRevision, thisRevision } from './targets.js';

/** Undoes one revision with what stands on it. */
export const rollBack: Command = async (services, argument) => {
  const target = await thisRevision(services.store, argument, {
    placeHolder: 'Roll back which revision? What stands on it is undone too.',
    from: appliedRevisions,
  });
  if (target === undefined) return;
  await runIntent(services, target.state.key, { do: 'roll back', revision: target.revision });
};

/** Undoes the revision that the database is at; asks which where it is at several. */
export const rollBackLast: Command = async (services, argument) => {
  const state = await connectedProject(services, argument);
  if (state === undefined) return;
  const current = databaseOf(state)?.current ?? [];
  const only = current.length === 1 ? { revision: current[0] } : {};
  const target = await pickRevision(
    services.store,
    { project: state.key, ...only },
    { placeHolder: 'Roll back which revision?', from: () => current },
  );
  if (target === undefined) return;
  await runIntent(services, state.key, { do: 'roll back', revision: target.revision });
};

/** Applied revisions, newest first; all while that is not known. */
export function appliedRevisions(state: ProjectState): readonly string[] {
  const applied = databaseOf(state)?.applied;
  const { order } = state.graph;
  return applied === undefined ? order : order.filter((revision) => applied.has(revision));
}
