import { findNumbering } from '../../graph/numbering.js';
import type { RevisionGraph } from '../../graph/revision-graph.js';
import { reachable } from '../../graph/walk.js';
import type { RuleOn } from '../rule.js';

export const wrongDownRevision: RuleOn<'revision'> = {
  id: 'wrong-down-revision',
  title: 'The down revision is not the revision before this one',
  category: 'checklist',
  severity: 'error',
  on: 'revision',
  *check({ revision, file }, { graph }) {
    const [down, ...others] = revision.down;
    const place = revision.places.down;
    if (down === undefined || others.length > 0 || !place || !graph.revisions.has(down)) return;
    const previous = previousOf(revision.revision, graph);
    if (previous === undefined || previous === down) return;
    if (graph.labels.get(revision.revision)?.length) return;
    if (belongTogether(revision.revision, previous, graph)) return;
    const earlier = graph.revisions.get(previous);
    yield {
      at: place,
      message: `Revision ${revision.revision} follows ${down}, but the revision before it by number is ${previous}: both start from ${down}, and the history splits.`,
      help: `Write \`down_revision = '${previous}'\`, if this revision is to run after ${previous}.`,
      fixes: [
        {
          title: `Follow ${previous}`,
          safety: 'review',
          edits: [{ kind: 'replace', file, range: place, text: `'${previous}'` }],
        },
      ],
      related: earlier
        ? [{ file: earlier.file, range: earlier.places.revision, message: `Revision ${previous}` }]
        : [],
    };
  },
};

/** The revision with the next lower number, in a project that numbers its revisions. */
function previousOf(id: string, graph: RevisionGraph): string | undefined {
  const ids = [...graph.revisions.keys()];
  if (!findNumbering(ids)) return undefined;
  const own = numberOf(id);
  if (own === undefined) return undefined;
  let best: { id: string; number: number } | undefined;
  for (const other of ids) {
    const number = numberOf(other);
    if (number === undefined || number >= own) continue;
    if (best?.number === number) return undefined;
    if (!best || number > best.number) best = { id: other, number };
  }
  return best?.id;
}

const numberOf = (id: string) => {
  const digits = /^[A-Za-z]*_?(\d{1,9})(?:_|$)/.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** One is built on the other, or something is built on both. */
function belongTogether(a: string, b: string, graph: RevisionGraph): boolean {
  const above = (id: string) =>
    reachable([id], (each) => [
      ...(graph.children.get(each) ?? []),
      ...(graph.dependents.get(each) ?? []),
    ]);
  const one = above(a);
  return [...above(b)].some((id) => one.has(id));
}
