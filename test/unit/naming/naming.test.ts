import assert from 'node:assert/strict';
import path from 'node:path';
import { namingShare, share } from '../../../scripts/naming/share.js';
import {
  learnNaming,
  proposeName,
  type NamedRevision,
} from '../../../src/core/naming/learn-naming.js';
import {
  followsNaming,
  namingOf,
  nextName,
  nextNumber,
} from '../../../src/core/naming/next-name.js';
import { slugOf } from '../../../src/core/naming/slug.js';
import { templatePattern } from '../../../src/core/naming/template-pattern.js';
import { nameOf, patternText } from '../../../src/core/naming/name-pattern.js';
import { historyGraph, madeUpProject } from '../../support/history-graph.js';
import { Random } from '../../support/random.js';

const date = new Date(Date.UTC(2026, 10, 23, 5, 6, 7));
const random = '0123456789abcdef'.repeat(3);
const messages = [
  'Add users',
  'drop the old index',
  'Rename a column of orders',
  'Backfill totals',
];

/** A way to name, with what the next one is called. */
interface Shape {
  readonly name: string;
  readonly at: (
    n: number,
    message: string,
    hash: string,
    day: Date,
  ) => { id: string; stem: string };
  readonly next: readonly [id: string | RegExp, file: string | RegExp];
}

const two = (value: number) => String(value).padStart(2, '0');
const ymd = (day: Date, mark: string) =>
  [day.getUTCFullYear(), two(day.getUTCMonth() + 1), two(day.getUTCDate())].join(mark);
const slug = (message: string) => slugOf(message);

const shapes: readonly Shape[] = [
  {
    name: 'numbers of three digits',
    at: (n, message) => {
      const id = String(n).padStart(3, '0');
      return { id, stem: `${id}_${slug(message)}` };
    },
    next: ['013', '013_add_step_hash.py'],
  },
  {
    name: 'numbers of four digits with the slug in the id',
    at: (n, message) => {
      const id = `${String(n).padStart(4, '0')}_${slug(message)}`;
      return { id, stem: id };
    },
    next: ['0013_add_step_hash', '0013_add_step_hash.py'],
  },
  {
    name: 'numbers of files alone, hashes as ids',
    at: (n, message, id) => ({ id, stem: `${String(n).padStart(3, '0')}_${id}_${slug(message)}` }),
    next: [random.slice(0, 12), `013_${random.slice(0, 12)}_add_step_hash.py`],
  },
  {
    name: 'hashes, as Alembic names without a template',
    at: (_, message, id) => ({ id, stem: `${id}_${slug(message)}` }),
    next: [random.slice(0, 12), `${random.slice(0, 12)}_add_step_hash.py`],
  },
  {
    name: 'dates before hashes',
    at: (_, message, id, day) => ({ id, stem: `${ymd(day, '_')}_${id}_${slug(message)}` }),
    next: [random.slice(0, 12), `2026_11_23_${random.slice(0, 12)}_add_step_hash.py`],
  },
  {
    name: 'a template of date, time and id',
    at: (_, message, id, day) => ({ id, stem: `${ymd(day, '-')}-0405-${id}-${slug(message)}` }),
    next: [random.slice(0, 12), `2026-11-23-0506-${random.slice(0, 12)}-add_step_hash.py`],
  },
  {
    name: 'a prefix before numbers',
    at: (n, message) => {
      const id = `rev_${two(n)}`;
      return { id, stem: `${id}_${slug(message)}` };
    },
    next: ['rev_13', 'rev_13_add_step_hash.py'],
  },
];

function historyOf({ at }: Shape, seed: number): NamedRevision[] {
  const chance = new Random(seed);
  const hash = () =>
    `a${Array.from({ length: 10 }, () => chance.below(16).toString(16)).join('')}1`;
  return Array.from({ length: 12 }, (_, index) => {
    const message = messages[chance.below(messages.length)] ?? '';
    const day = new Date(Date.UTC(2025, index, 1 + index));
    return { message, ...at(index + 1, message, hash(), day) };
  }).reverse();
}

describe('the names of new migrations', () => {
  for (const shape of shapes)
    it(`follow ${shape.name}`, () => {
      for (let seed = 1; seed <= 20; seed++) {
        const naming = learnNaming(historyOf(shape, seed));
        const { id, fileName } = proposeName(naming, { message: 'Add step hash', date, random });
        assert.deepEqual([id, fileName], shape.next, `seed ${seed}`);
        const { shape: alike, hidden, numbered, exact } = share('', historyOf(shape, seed), 40);
        assert.deepEqual([alike, exact], [hidden, numbered], `seed ${seed}`);
      }
    });

  it('are those of the example, for its last ten revisions', async () => {
    const example = path.resolve(import.meta.dirname, '../../../example/hartomat');
    const [found] = await namingShare(example);
    assert.ok(found);
    console.log(`      ${found.exact} of ${found.hidden} exactly`);
    assert.deepEqual([found.shape, found.exact], [10, 10], found.misses.join('\n'));
  });

  it('take a number that was planned, and leave out those of other branches', () => {
    const graph = historyGraph([{ revision: '001' }, { revision: '002', down: ['001'] }]);
    const elsewhere = ['003', '004'].map((number) => ({
      branch: 'origin/colleague',
      main: false,
      file: `/project/alembic/versions/${number}_theirs.py`,
    }));
    const named = (number?: number) =>
      nextName(madeUpProject, graph, { message: 'mine', date, random, number, elsewhere }).id;
    assert.equal(named(), '005');
    assert.equal(named(7), '007');
    const numbers = nextNumber(graph, elsewhere);
    assert.deepEqual([numbers?.latest, numbers?.next], ['002', '005']);
    assert.equal(numbers?.elsewhere.length, 2);
    assert.equal(nextNumber(historyGraph([{ revision: 'ae12bc34de56' }])), undefined);
  });

  it('come from file_template while there are none', () => {
    const fileTemplate = '%(year)d_%(month).2d_%(day).2d_%(hour).2d%(minute).2d-%(rev)s_%(slug)s';
    const project = { ...madeUpProject, fileTemplate };
    const { id, fileName } = nextName(project, historyGraph([]), {
      message: 'First!',
      date,
      random,
    });
    assert.equal(fileName, `2026_11_23_0506-${id}_first.py`);
    assert.equal(id, random.slice(0, 12));
    assert.equal(patternText(templatePattern('%(epoch)s_x')), '{epoch}_x');
    const parts = { id: 'r', message: 'm', date, random, longestSlug: 40 };
    assert.equal(nameOf(templatePattern('v-%(rev)s.%(slug)s'), parts), 'v-r.m');
  });

  it('keep ids as short as Alembic’s version table wants them', () => {
    const shape = shapes[1];
    assert.ok(shape);
    const naming = learnNaming(historyOf(shape, 1));
    const message = 'Extend the covering index of all siblings once more';
    const { id, fileName } = proposeName(naming, { message, date, random });
    assert.equal(id, '0013_extend_the_covering_index');
    assert.equal(fileName, `${id}.py`);
  });

  it('tell files that are named otherwise from those that are not', () => {
    const graph = historyGraph([{ revision: '001' }, { revision: '002', down: ['001'] }]);
    const naming = namingOf(madeUpProject, graph);
    assert.equal(followsNaming(naming, '003', '003', 'x'), true);
    assert.equal(followsNaming(naming, '003_x', '003', 'x'), false);
  });
});
