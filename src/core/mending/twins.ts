/** Revisions that were made at the same time in two places. */
import { basename } from 'node:path';
import type { RevisionGraph } from '../graph/revision-graph.js';
import type { Revision } from '../revisions/revision.js';
import { belongTogether, countTogether, numbersOf } from '../rules/numbers.js';
import { textsOf, type Situation } from './situation.js';

/** Two revisions with one id, or with one number. */
export interface Twins {
  readonly rule: 'duplicate-revision-id' | 'number-taken';
  /** What others have seen already, as far as can be told: it stays as it is. */
  readonly stays: Revision;
  readonly moves: Revision;
  /** Why this one moves, as a sentence. */
  readonly because: string;
}

/** The pairs of a history that are in each other's way, in load order. */
export function findTwins(situation: Situation): readonly Twins[] {
  const { graph } = situation;
  const numbers = numbersOf(graph);
  const found: Twins[] = [];
  for (const [at, later] of graph.files.entries())
    for (const earlier of graph.files.slice(0, at)) {
      const sameId = earlier.revision === later.revision;
      const number = numbers?.of(later);
      const sameNumber = number !== undefined && numbers?.of(earlier) === number;
      if (!sameId && (!sameNumber || !apart(earlier, later, graph))) continue;
      const rule = sameId ? 'duplicate-revision-id' : 'number-taken';
      found.push({ rule, ...whichMoves(situation, earlier, later) });
    }
  return found;
}

const apart = (a: Revision, b: Revision, graph: RevisionGraph) =>
  countTogether(a, b, graph) && !belongTogether(a.revision, b.revision, graph);

/** The one that is new on this branch; else the one that was made later. */
function whichMoves(
  situation: Situation,
  earlier: Revision,
  later: Revision,
): Pick<Twins, 'stays' | 'moves' | 'because'> {
  const added = (revision: Revision) => situation.git?.added.has(revision.file) === true;
  const [first, second] = [added(earlier), added(later)];
  const turned = { stays: later, moves: earlier };
  const straight = { stays: earlier, moves: later };
  if (first !== second) {
    const pair = first ? turned : straight;
    return { ...pair, because: `${nameOf(pair.moves)} is new on this branch.` };
  }
  const texts = textsOf(situation);
  const [a, b] = [earlier, later].map(({ file }) => createDate(texts.get(file) ?? ''));
  if (a !== undefined && b !== undefined && a !== b) {
    const pair = a > b ? turned : straight;
    return { ...pair, because: `${nameOf(pair.moves)} has the later Create Date.` };
  }
  return {
    ...straight,
    because: `Nothing tells which came first; ${nameOf(later)} was read last.`,
  };
}

const nameOf = ({ file }: Revision) => basename(file);

/** As text: dates as Alembic writes them sort by their letters. */
function createDate(text: string): string | undefined {
  return /^[ \t]*Create Date:[ \t]*(\d{4}-\d\d-\d\d[ T]\d\d:\d\d[\d:.]*)/mu.exec(text)?.[1];
}
