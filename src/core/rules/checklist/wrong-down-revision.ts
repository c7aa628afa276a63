import type { RevisionGraph } from '../../graph/revision-graph.js';
import { reachable } from '../../graph/walk.js';
import { readRevision } from '../../revisions/read-revision.js';
import { replaceId } from '../identifiers.js';
import { belongTogether, countedWith, numbersOf, stemOf } from '../numbers.js';
import type { GitFacts } from '../outside.js';
import type { Migration, RuleOn } from '../rule.js';

export const wrongDownRevision: RuleOn<'revision'> = {
  id: 'wrong-down-revision',
  title: 'The down revision is not the revision before this one',
  category: 'checklist',
  severity: 'error',
  on: 'revision',
  *check(migration, { graph, outside: { git } }) {
    const { revision, file, text } = migration;
    const [down, ...others] = revision.down;
    const place = revision.places.down;
    if (down === undefined || others.length > 0 || !place || !graph.revisions.has(down)) return;
    if (graph.labels.get(revision.revision)?.length) return;
    const id = revision.revision;
    const before = previousByNumber(migration, graph) ?? headBefore(migration, down, graph, git);
    const earlier = before === undefined ? undefined : graph.revisions.get(before.id);
    if (before && earlier && before.id !== down && !belongTogether(id, before.id, graph)) {
      const edit = replaceId(file, text, place, down, before.id);
      yield {
        at: place,
        message: `Revision ${id} follows ${down}, but ${before.why} is ${before.id}: both start from ${down}, and the history splits.`,
        help: `Write \`down_revision = '${before.id}'\`, if this revision is to run after ${before.id}.`,
        fixes: edit ? [{ title: `Follow ${before.id}`, safety: 'review', edits: [edit] }] : [],
        related: [
          { file: earlier.file, range: earlier.places.revision, message: `Revision ${before.id}` },
        ],
      };
      return;
    }
    const rival = rivalOnMain(migration, down, graph, git);
    if (rival)
      yield {
        at: place,
        message: `On the branch ${rival.branch}, ${rival.name} follows ${down} already: as soon as both are in one checkout, the history splits.`,
        help: `Take over that branch first, then write \`down_revision = '${rival.head}'\`.`,
        severity: 'warning',
      };
  },
};

interface Previous {
  readonly id: string;
  readonly why: string;
}

/** The revision with the next lower number, in a project that numbers its revisions. */
function previousByNumber({ revision }: Migration, graph: RevisionGraph): Previous | undefined {
  const numbers = numbersOf(graph);
  const own = numbers?.of(revision);
  if (!numbers || own === undefined) return undefined;
  const counted = countedWith(revision, graph);
  const at = counted.findLastIndex(({ number }) => number < own);
  const [twin, best] = [counted[at - 1], counted[at]];
  if (!best || twin?.number === best.number) return undefined;
  return { id: best.id, why: 'the revision before it by number' };
}

/** The head that there was before the work of this branch, where this file is new. */
function headBefore(
  { file }: Migration,
  down: string,
  graph: RevisionGraph,
  git: GitFacts | undefined,
): Previous | undefined {
  if (!git?.added.has(file)) return undefined;
  const isOld = (id: string) => !git.added.has(graph.revisions.get(id)?.file ?? '');
  const children = (id: string) => graph.children.get(id) ?? [];
  if (!isOld(down)) return undefined;
  const above = [...reachable([down], (id) => children(id).filter(isOld))];
  const [head, ...others] = above.filter((id) => !children(id).some(isOld));
  return head === undefined || others.length > 0
    ? undefined
    : { id: head, why: 'the head before this branch began' };
}

/** What the main branch has put behind the same revision since, and the newest that follows it. */
function rivalOnMain(
  { file, revision }: Migration,
  down: string,
  graph: RevisionGraph,
  git: GitFacts | undefined,
) {
  if (!git?.added.has(file)) return undefined;
  const theirs = git.elsewhere.flatMap(({ main, branch, file: place, text }) => {
    const read = main && text !== undefined ? readRevision(place, text) : undefined;
    return read && 'revision' in read ? [{ ...read.revision, branch }] : [];
  });
  const first = theirs.find(
    (other) => other.down.includes(down) && !graph.revisions.has(other.revision),
  );
  if (!first || first.branchLabels.length > 0 || first.revision === revision.revision)
    return undefined;
  let head = first;
  for (const other of theirs) if (other.down.includes(head.revision)) head = other;
  return { branch: first.branch, name: stemOf(first.file), head: head.revision };
}
