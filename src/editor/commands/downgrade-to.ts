import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { appliedRevisions } from './roll-back.js';
import { runIntent } from './run-intent.js';
import { BASE, givenTarget, pickRevision } from './targets.js';

/** Goes back to a revision, which stays applied. */
export const downgradeTo: Command = async (services, argument) => {
  const given = givenTarget(services.store, argument)?.revision;
  const state = await connectedProject(services, argument);
  if (state === undefined) return;
  const target = await pickRevision(
    services.store,
    { project: state.key, revision: given },
    {
      placeHolder: 'Go back to which revision? It stays applied; what stands on it is undone.',
      from: (project) => [...below(project), BASE],
    },
  );
  if (target === undefined) return;
  const revision = target.revision === BASE ? undefined : target.revision;
  await runIntent(services, state.key, { do: 'downgrade', revision });
};

/** Applied revisions but the one that the database is at: going back there does nothing. */
function below(state: ProjectState): readonly string[] {
  const current = databaseOf(state)?.current ?? [];
  const applied = appliedRevisions(state);
  return current.length === 1 ? applied.filter((revision) => revision !== current[0]) : applied;
}
