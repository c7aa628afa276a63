import type { RevisionGraph } from '../graph/revision-graph.js';
import type { ProposedName } from '../naming/learn-naming.js';
import type { MendingResult } from './mending.js';
import { migrationText, type Sample } from './migration-text.js';

export interface MergeInput {
  readonly graph: RevisionGraph;
  readonly heads: readonly string[];
  /** The folder of the new file, with a separator at its end. */
  readonly folder: string;
  readonly name: ProposedName;
  readonly message: string;
  readonly date: Date;
  readonly sample: Sample | undefined;
}

/** A new revision that has all of these heads as its down revisions, and does nothing else. */
export function mergeHeads(input: MergeInput): MendingResult {
  const { graph, heads, folder, name, message, date, sample } = input;
  if (heads.length < 2) return { refused: 'There is only one head: nothing is to be merged.' };
  const unknown = heads.filter((head) => !graph.revisions.has(head));
  if (unknown.length > 0)
    return { refused: `No file has the revision ${unknown.join(', ')}. Refresh, then try again.` };
  const file = folder + name.fileName;
  const text = migrationText({ id: name.id, down: heads, message, date }, sample);
  return {
    kind: 'merge',
    title: `Merge ${heads.join(' and ')}`,
    says: [
      `${name.fileName} joins ${heads.join(' and ')} and changes nothing in the database.`,
      'Both sides run as they are, in an order that Alembic chooses.',
    ],
    edits: [{ kind: 'create', file, text }],
    moved: [],
    touches: [],
  };
}
