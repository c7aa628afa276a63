import { stepText, type DatabaseStep } from './database-steps.js';
import { whereLost } from './offers.js';
import type { Offer, Situation } from './situation.js';

/** What helps a database that stands at a revision which no file has. */
export function databaseOffer(situation: Situation, id: string): Offer {
  const lost = situation.git?.lost.get(id);
  return {
    rule: 'unknown-revision',
    problem: `The database is at ${id}, which no file has.`,
    file: undefined,
    mendings: [],
    otherwise: [
      lost
        ? whereLost(id, lost)
        : `git knows no file with the revision ${id} below the folders of this project.`,
      ...stampsFor(situation, id).map(
        (step) =>
          `Or, if what ${id} made is to stay as it is: \`${stepText(step)}\`, which runs nothing.`,
      ),
    ],
  };
}

/** Revisions to stamp such a database with: what the lost one followed. */
export function stampsFor(
  { git, graph }: Pick<Situation, 'git' | 'graph'>,
  id: string,
): readonly (DatabaseStep & { readonly do: 'stamp' })[] {
  const down = git?.lost.get(id)?.down ?? [];
  return down
    .filter((revision) => graph.revisions.has(revision))
    .map((revision) => ({ do: 'stamp', revision, purge: true }));
}
