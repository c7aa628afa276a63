import type { Revision } from '../../revisions/revision.js';
import type { RuleFinding } from '../finding.js';
import {
  belongTogether,
  countTogether,
  numbersOf,
  stemOf,
  type ProjectNumbers,
} from '../numbers.js';
import type { BranchFile } from '../outside.js';
import type { HistorySubject, RuleOn } from '../rule.js';

export const numberTaken: RuleOn<'history'> = {
  id: 'number-taken',
  title: 'Two revisions have one number',
  category: 'history',
  severity: 'error',
  on: 'history',
  *check(subject, { outside: { git } }) {
    const { graph } = subject;
    const numbers = numbersOf(graph);
    if (!numbers) return;
    yield* within(subject, numbers);
    const own = new Set(graph.files.map(({ file }) => file));
    const theirs = (git?.elsewhere ?? []).filter(({ file }) => !own.has(file));
    for (const revision of graph.files) {
      const number = numbers.of(revision);
      if (number === undefined || !git?.added.has(revision.file)) continue;
      const taken = theirs.filter(({ file }) => numbers.ofFile(file) === number);
      const first = taken.find(({ main }) => main) ?? taken[0];
      if (first) yield elsewhere(revision, numbers.written(number), first);
    }
  },
};

function* within({ graph }: HistorySubject, numbers: ProjectNumbers): Generator<RuleFinding> {
  const first = new Map<number, Revision[]>();
  for (const revision of graph.revisions.values()) {
    const number = numbers.of(revision);
    if (number === undefined) continue;
    const earlier = first.get(number) ?? [];
    first.set(number, [...earlier, revision]);
    const other = earlier.find((one) => countTogether(one, revision, graph));
    if (!other) continue;
    const together = belongTogether(other.revision, revision.revision, graph);
    const range = revision.places.revision;
    yield {
      at: { file: revision.file, range },
      message: `The number ${numbers.written(number)} is that of ${stemOf(other.file)} too.`,
      help: together
        ? 'The history is whole all the same; give new revisions a number that is free.'
        : `Give one of the two the next number, ${numbers.next}: its file, its id, and what refers to it.`,
      related: [
        {
          file: other.file,
          range: other.places.revision,
          message: `The other ${numbers.written(number)}`,
        },
      ],
      ...(together ? { severity: 'hint' as const } : {}),
    };
  }
}

/** Nothing is wrong yet; on main it will be for sure. */
function elsewhere(
  { file, places }: Revision,
  number: string,
  { branch, main, file: theirs }: BranchFile,
): RuleFinding {
  return {
    at: { file, range: places.revision },
    message: `The number ${number} is taken on the branch ${branch}, by ${stemOf(theirs)}.`,
    help: 'Give this revision a number that is free on both before they are merged: its file, its id, and what refers to it.',
    ...(main ? {} : { severity: 'warning' as const }),
  };
}
