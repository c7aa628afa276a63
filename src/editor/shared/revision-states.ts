import { isBroken } from '../../core/graph/blocking-problems.js';
import { databaseOf } from './analysis.js';
import type { ProjectState } from './analysis.js';

/** A word about a revision. `applied` and `pending` only where the database is known. */
export type RevisionWord =
  'broken' | 'current' | 'applied' | 'pending' | 'head' | 'branch point' | 'merge point' | 'base';

/** All words that hold for a revision, the most important first. */
export function revisionWords(state: ProjectState, revision: string): readonly RevisionWord[] {
  return wordsOf(state)(revision);
}

/** `revisionWords` for many revisions of one state: looks things up once. */
export function wordsOf(state: ProjectState): (revision: string) => readonly RevisionWord[] {
  const { graph } = state;
  const database = databaseOf(state);
  const broken = new Set(graph.problems.filter(isBroken).map(({ file }) => file));
  const current = new Set(database?.current);
  const heads = new Set(graph.heads);
  const branchPoints = new Set(graph.branchPoints);
  const mergePoints = new Set(graph.mergePoints);
  const bases = new Set(graph.bases);
  return (revision) => {
    const file = graph.revisions.get(revision)?.file;
    const words: RevisionWord[] = [];
    if (file !== undefined && broken.has(file)) words.push('broken');
    if (current.has(revision)) words.push('current');
    else if (database?.applied.has(revision) === true) words.push('applied');
    else if (database?.unknown.length === 0) words.push('pending');
    if (heads.has(revision)) words.push('head');
    if (branchPoints.has(revision)) words.push('branch point');
    if (mergePoints.has(revision)) words.push('merge point');
    if (bases.has(revision)) words.push('base');
    return words;
  };
}
