import type { Revision } from '../../revisions/revision.js';
import { numbersOf } from '../numbers.js';
import type { RuleOn } from '../rule.js';

export const numberGap: RuleOn<'history'> = {
  id: 'number-gap',
  title: 'The numbers of the revisions do not follow each other',
  category: 'history',
  severity: 'hint',
  on: 'history',
  *check({ graph }) {
    const numbers = numbersOf(graph);
    if (!numbers) return;
    const byNumber = new Map<number, Revision>();
    for (const revision of graph.revisions.values()) {
      // A file whose id does not follow the numbering may stand in its place by its name.
      const number = numbers.of(revision) ?? numbers.ofFile(revision.file);
      if (number !== undefined) byNumber.set(number, revision);
    }
    const values = [...byNumber.keys()].sort((a, b) => a - b);
    const gaps = values.slice(1).filter((value) => !byNumber.has(value - 1));
    // Where many are left out, numbers are not meant to follow each other.
    for (const value of gaps.length * 5 > values.length ? [] : gaps) {
      const before = values[values.indexOf(value) - 1] ?? 0;
      const revision = byNumber.get(value);
      if (!revision) continue;
      const free = before + 1 === value - 1 ? '' : ` to ${numbers.written(value - 1)}`;
      yield {
        at: { file: revision.file, range: revision.places.revision },
        message: `No revision has the number ${numbers.written(before + 1)}${free}, before this one.`,
        help: 'If a file was lost, restore it; else nothing has to be done: Alembic goes by down_revision alone.',
      };
    }
    for (const revision of graph.revisions.values()) {
      const [down, ...others] = revision.down;
      const parent = graph.revisions.get(down ?? '');
      const [own, previous] = [numbers.of(revision), parent && numbers.of(parent)];
      if (!parent || others.length > 0 || own === undefined || previous === undefined) continue;
      if (own >= previous) continue;
      yield {
        at: { file: revision.file, range: revision.places.down ?? revision.places.revision },
        message: `Revision ${numbers.written(own)} runs after ${numbers.written(previous)}, though its number is lower.`,
        help: 'Give it the number of its place in the history, if it is applied nowhere yet.',
        related: [{ file: parent.file, range: parent.places.revision, message: 'It runs before' }],
      };
    }
  },
};
