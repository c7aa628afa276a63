import { basename } from 'node:path';
import { nearestId } from '../graph/suggest.js';
import { reachable } from '../graph/walk.js';
import { nextName } from '../naming/next-name.js';
import type { Problem } from '../revisions/revision.js';
import type { LostRevision } from '../rules/outside.js';
import { isMending, type Mending, type MendingResult } from './mending.js';
import { mergeHeads } from './merge-heads.js';
import { allAbove, rebase, repoint } from './rebase.js';
import { renumberTwins } from './renumber-twins.js';
import { textsOf, type Offer, type Situation } from './situation.js';
import { findTwins } from './twins.js';

/** What is broken in a history and can be mended: what stands in the way of the rest first. */
export function findOffers(situation: Situation): readonly Offer[] {
  const { graph } = situation;
  const twins = findTwins(situation);
  const missing = graph.problems.filter(({ rule }) => rule === 'missing-parent');
  return [
    ...missing.map((problem) => missingOffer(situation, problem)),
    ...twins.map((pair) => {
      const renumbered = renumberTwins(situation, pair);
      const what = pair.rule === 'duplicate-revision-id' ? 'id' : 'number';
      return {
        rule: pair.rule,
        problem: `${basename(pair.stays.file)} and ${basename(pair.moves.file)} have one ${what}.`,
        file: pair.moves.file,
        mendings: isMending(renumbered) ? [renumbered] : [],
        otherwise: isMending(renumbered) ? [] : [renumbered.refused],
      };
    }),
    ...headsOffer(situation, twins.length > 0),
  ];
}

/** Rebase what is new on this branch, or merge. */
function headsOffer(situation: Situation, hasTwins: boolean): readonly Offer[] {
  const { graph } = situation;
  const problem = graph.problems.find(({ rule }) => rule === 'multiple-heads');
  // Of two files with one id the one that Alembic does not read counts as a head.
  const displaced = graph.files.some((file) => graph.revisions.get(file.revision) !== file);
  if (!problem || displaced) return [];
  const rebased = rebaseOwn(situation);
  const merged = merge(situation, graph.heads);
  return [
    {
      rule: problem.rule,
      problem: `The history has ${graph.heads.length} heads: ${graph.heads.join(', ')}.`,
      file: problem.file,
      mendings: [...(hasTwins ? [] : rebased), merged].filter(isMending),
      otherwise: hasTwins
        ? ['Two of them have one number: renumbering puts one on top of the other.']
        : [],
    },
  ];
}

/** Joins heads in a new revision that is named as the project names them. */
export function merge(situation: Situation, heads: readonly string[]): MendingResult {
  const { project, graph, git, date, random } = situation;
  const [first] = heads;
  const newest = first === undefined ? undefined : graph.revisions.get(first);
  if (!newest) return { refused: 'There are no such heads. Refresh, then try again.' };
  const message = `Merge heads ${heads.join(' and ')}`;
  const name = nextName(project, graph, { message, date, random, elsewhere: git?.elsewhere });
  const text = textsOf(situation).get(newest.file);
  const sample = text === undefined ? undefined : { revision: newest, text };
  const folder = newest.file.slice(0, -basename(newest.file).length);
  return mergeHeads({ graph, heads, folder, name, message, date, sample });
}

/** The branches of two heads whose revisions are all new here, each put on top of the other head. */
function rebaseOwn(situation: Situation): readonly MendingResult[] {
  const { graph, git } = situation;
  const [one, other, ...more] = graph.heads;
  if (one === undefined || other === undefined || more.length > 0 || !git) return [];
  return [
    [one, other],
    [other, one],
  ].flatMap(([head = '', onto = '']) => {
    const below = (id: string) => reachable([id], (each) => graph.parents.get(each) ?? []);
    const shared = below(onto);
    const own = [...below(head)].filter((id) => !shared.has(id));
    const isNew = (id: string) => git.added.has(graph.revisions.get(id)?.file ?? '');
    const roots = own.filter((id) => !(graph.parents.get(id) ?? []).some((p) => own.includes(p)));
    const [root, ...others] = roots;
    if (root === undefined || others.length > 0 || !own.every(isNew)) return [];
    return [rebase(graph, textsOf(situation), root, onto)];
  });
}

function missingOffer(situation: Situation, problem: Problem): Offer {
  const { graph, git } = situation;
  const missing = problem.reference ?? '';
  const revision = graph.files.find(({ file }) => file === problem.file);
  const lost = git?.lost.get(missing);
  const above = revision ? allAbove(graph, revision.revision) : new Set<string>();
  const free = [...graph.revisions.keys()].filter((id) => !above.has(id));
  const near = nearestId(missing, free);
  const targets = [
    ...(lost?.down ?? []),
    ...(near === undefined ? [] : [near]),
    ...graph.heads,
  ].filter((id, at, all) => free.includes(id) && all.indexOf(id) === at);
  const mendings = targets
    .map((target) => repoint(graph, textsOf(situation), revision?.revision ?? '', missing, target))
    .filter(isMending);
  return {
    rule: problem.rule,
    problem: `${basename(problem.file)} follows ${missing}, which no file has.`,
    file: problem.file,
    mendings: mendings.slice(0, 3),
    otherwise: lost ? [whereLost(missing, lost)] : [],
  };
}

/** Where git has seen a revision that no file has, and how it comes back. */
export function whereLost(id: string, { file, deleted, branch }: LostRevision): string {
  const name = basename(file);
  if (!deleted)
    return `${name} (${id}) is on the branch ${branch ?? ''}: merge it, or take the file with \`git checkout ${branch ?? ''} -- ${name}\`.`;
  const { commit, author, date } = deleted;
  return `${name} (${id}) was deleted in commit ${commit} by ${author} on ${date}: \`git checkout ${commit}^ -- ${name}\` in its folder brings it back.`;
}

/** All mendings that are offered, the best first. */
export function offered(offers: readonly Offer[], kind?: Mending['kind']): readonly Mending[] {
  const all = offers.flatMap(({ mendings }) => mendings);
  return kind === undefined ? all : all.filter((mending) => mending.kind === kind);
}
