import { lossOf } from '../core/changes/loss.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { readMigration, type Migration } from './read-migration.js';
import type { RunPlan } from './types.js';

/** What somebody must know before these revisions run: one sentence each, in the order they run. */
export async function planWarnings(
  graph: RevisionGraph,
  direction: RunPlan['direction'],
  revisions: readonly string[],
): Promise<string[]> {
  if (direction === 'stamp') return [];
  const migrations = await Promise.all(revisions.map((id) => readMigration(graph, id)));
  return migrations.flatMap((migration) => [
    ...(direction === 'downgrade' ? wayBack(migration) : []),
    ...migration[direction].flatMap((change) => {
      const loss = lossOf(change);
      return loss === undefined ? [] : [`${migration.revision} ${loss}.`];
    }),
  ]);
}

/** A downgrade() that does not do what its name says. */
function wayBack({ revision, body }: Migration): string[] {
  const { upgrade, downgrade } = body;
  if (!downgrade) return [`${revision} has no downgrade(): Alembic will stop there.`];
  if (downgrade.raises) return [`${revision} refuses to be undone: its downgrade() raises.`];
  if (downgrade.empty && upgrade?.empty === false) {
    return [
      `${revision} has an empty downgrade(): the version moves back, but what upgrade() did stays.`,
    ];
  }
  return [];
}
