import { databaseOf } from '../shared/analysis.js';
import type { Command } from './command.js';
import { connectedProject } from './connected-project.js';
import { runIntent } from './run-intent.js';
import { BASE, givenTarget, pickRevision } from './targets.js';

/**
 * Writes a revision into the version table without running anything. Where the table names a
 * revision that no file has, it is emptied first: Alembic could not go on otherwise.
 */
export const stamp: Command = async (services, argument) => {
  const given = givenTarget(services.store, argument);
  const known =
    given?.state.graph.revisions.has(given.revision) === true ? given.revision : undefined;
  const state = await connectedProject(services, argument);
  if (state === undefined) return;
  const target = await pickRevision(
    services.store,
    { project: state.key, revision: known },
    {
      placeHolder: 'Which revision is the database really at? No migration is run.',
      from: ({ graph }) => [...graph.order, BASE],
    },
  );
  if (target === undefined) return;
  const purge = (databaseOf(state)?.unknown.length ?? 0) > 0;
  const revision = target.revision === BASE ? undefined : target.revision;
  await runIntent(services, state.key, { do: 'stamp', revision, purge });
};
