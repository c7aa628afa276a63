import assert from 'node:assert/strict';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { databaseAdvice } from '../../../src/core/mending/database-advice.js';
import { databaseSteps, stepText } from '../../../src/core/mending/database-steps.js';
import { chooseMending } from '../../../src/core/mending/choose-mending.js';
import { isMending, type Mending } from '../../../src/core/mending/mending.js';
import { findOffers } from '../../../src/core/mending/offers.js';
import { previewText } from '../../../src/core/mending/preview.js';
import { withRoadmap } from '../../../src/core/mending/renumber-roadmap.js';
import { textsOf, type Situation } from '../../../src/core/mending/situation.js';
import { graphAfter, textsAfter } from '../../../src/core/mending/after-mending.js';
import { databaseOffer } from '../../../src/core/mending/unknown-revision.js';
import { readRevision } from '../../../src/core/revisions/read-revision.js';
import type { GitFacts } from '../../../src/core/rules/outside.js';
import { historyGraph, madeUpProject } from '../../support/history-graph.js';

const folder = '/project/alembic/versions';
const text = (id: string, down: string | null, minute: number, more = '') =>
  `"""Change\n\nRevision ID: ${id}\nRevises: ${down ?? ''}\nCreate Date: 2026-11-23 10:${String(minute).padStart(2, '0')}:00\n\n"""\nrevision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n${more}`;

/** Files by name: id, down revision, minute of the Create Date, further lines. */
function situation(
  files: Readonly<Record<string, readonly [string, string | null, number, string?]>>,
  git?: Partial<GitFacts> & { readonly new?: readonly string[] },
): Situation {
  const loaded = Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, [id, down, minute, more]]) => {
      const file = `${folder}/${name}.py`;
      const written = text(id, down, minute, more);
      return { file, text: written, reading: readRevision(file, written) };
    });
  return {
    project: madeUpProject,
    graph: buildGraph(madeUpProject, loaded),
    files: loaded,
    git: git && {
      elsewhere: [],
      lost: new Map(),
      added: new Set((git.new ?? []).map((name) => `${folder}/${name}.py`)),
      ...git,
    },
    date: new Date('2026-11-23T12:00:00Z'),
    random: '0123456789abcdef'.repeat(4),
  };
}

const line = { '058_a': ['058', null, 0], '059_b': ['059', '058', 1] } as const;
const best = (of: Situation): Mending => {
  const [mending] = findOffers(of).flatMap(({ mendings }) => mendings);
  assert.ok(mending);
  return mending;
};
const heads = (of: Situation, mending: Mending) =>
  graphAfter(of.project, of.files, mending.edits).heads;

describe('what is offered to mend a history', () => {
  it('is nothing where nothing is broken', () => {
    assert.deepEqual(findOffers(situation(line)), []);
  });

  it('moves the twin that is new on this branch, and what was made on top of it', () => {
    const of = situation(
      {
        ...line,
        '060_ours': ['060', '059', 2],
        '060_theirs': ['060', '059', 9],
        '061_x': ['061', '060', 5],
      },
      { new: ['060_ours', '061_x'] },
    );
    const mending = best(of);
    assert.equal(mending.title, 'Renumber 060 to 061, 061 to 062');
    assert.deepEqual(mending.moved[0]?.newFile, `${folder}/061_ours.py`);
    assert.ok(mending.says.includes('060_ours.py is new on this branch.'));
    assert.deepEqual(heads(of, mending), ['062']);
  });

  it('moves the later twin where git says nothing, and leaves what names the id', () => {
    const of = situation({
      ...line,
      '060_early': ['060', '059', 2],
      '060_late': ['060', '059', 3],
      '061_x': ['061', '060', 4],
    });
    const mending = best(of);
    assert.equal(mending.title, 'Renumber 060 to 062');
    const after = graphAfter(of.project, of.files, mending.edits);
    assert.deepEqual(after.parents.get('062'), ['061']);
    assert.deepEqual(after.problems, []);
  });

  it('leaves out numbers that other branches have taken', () => {
    const of = situation(
      { ...line, '060_a': ['060', '059', 2], '060_b': ['060', '059', 3] },
      { elsewhere: [{ branch: 'colleague', main: false, file: `${folder}/061_c.py` }] },
    );
    assert.equal(best(of).title, 'Renumber 060 to 062');
  });

  it('renumbers files that have one number and ids of words', () => {
    const of = situation({
      '001_first': ['001_first', null, 0],
      '002_a': ['002_a', '001_first', 1],
      '002_b': ['002_b', '001_first', 2],
    });
    const mending = best(of);
    assert.equal(mending.title, 'Renumber 002_b to 003_b');
    assert.deepEqual(heads(of, mending), ['003_b']);
  });

  it('puts what is new on this branch on top of the other head, else merges', () => {
    const files = { ...line, '060_a': ['060', '059', 2], '061_b': ['061', '059', 3] } as const;
    const own = findOffers(situation(files, { new: ['061_b'] }))[0]?.mendings ?? [];
    assert.deepEqual(
      own.map(({ title }) => title),
      ['Rebase 061 onto 060', 'Merge 060 and 061'],
    );
    const unknown = situation(files);
    assert.equal(best(unknown).kind, 'merge');
    assert.deepEqual(heads(unknown, best(unknown)), ['062']);
  });

  it('points at what the lost parent followed, and says who deleted it', () => {
    const lost = new Map([
      [
        '059',
        {
          file: `${folder}/059_b.py`,
          down: ['058'],
          deleted: { commit: 'abc1234', author: 'Ann', date: '2026-11-22' },
        },
      ],
    ]);
    const of = situation({ '058_a': ['058', null, 0], '060_c': ['060', '059', 2] }, { lost });
    const [offer] = findOffers(of);
    assert.equal(offer?.mendings[0]?.title, 'Point 060 at 058');
    assert.match(offer.otherwise[0] ?? '', /deleted in commit abc1234 by Ann on 2026-11-22/u);
    assert.deepEqual(heads(of, best(of)), ['060']);
    const { otherwise } = databaseOffer(of, '059');
    assert.match(otherwise[1] ?? '', /alembic stamp --purge 058/u);
  });

  it('refuses what would close a circle, what is computed, and ids that are taken', () => {
    const of = situation({ ...line, '060_c': ['060', '059', 2] });
    const refused = (wish: Parameters<typeof chooseMending>[1]) => {
      const result = chooseMending(of, wish);
      return isMending(result) ? '' : result.refused;
    };
    assert.match(refused({ kind: 'rebase', revision: '059', to: '060' }), /circle/u);
    assert.match(refused({ kind: 'renumber', revision: '060', to: '058' }), /taken/u);
    assert.match(refused({ kind: 'rebase', revision: '058', to: '060' }), /circle/u);
    assert.match(refused({ kind: 'merge' }), /only one head/u);
    const computed = situation({ '001_a': ['001', null, 0] });
    const moved = computed.files.map((file) => ({
      ...file,
      text: file.text.replace("'001'\n", "'00' + '1'\n"),
    }));
    const files = moved.map(({ file, text }) => ({
      file,
      text,
      reading: readRevision(file, text),
    }));
    const spoilt = { ...computed, files, graph: buildGraph(madeUpProject, files) };
    const result = chooseMending(spoilt, { kind: 'renumber', revision: '001', to: '002' });
    assert.ok('refused' in result);
  });

  it('shows a diff in which a renamed file is compared with itself', () => {
    const of = situation({ ...line, '060_a': ['060', '059', 2], '060_b': ['060', '059', 3] });
    assert.equal(
      previewText(best(of), textsOf(of), '/project'),
      [
        '--- a/alembic/versions/060_b.py',
        '+++ b/alembic/versions/061_b.py',
        '@@ -1,9 +1,9 @@',
        ' """Change',
        ' ',
        '-Revision ID: 060',
        '+Revision ID: 061',
        '-Revises: 059',
        '+Revises: 060',
        ' Create Date: 2026-11-23 10:03:00',
        ' ',
        ' """',
        "-revision = '060'",
        "+revision = '061'",
        "-down_revision = '059'",
        "+down_revision = '060'",
      ].join('\n'),
    );
  });
});

describe('what renumbering does to the roadmap', () => {
  it('follows a row that is done, unless another file keeps the id', () => {
    const table = (id: string) =>
      `| Number | Description | Priority |\n|---|---|---|\n| 070 | a thing | P2 (done as ${id}) |\n`;
    const roadmap = { file: '/project/ROADMAP.md', text: table('060') };
    const of = { ...situation({ ...line, '060_c': ['060', '059', 2] }), roadmap };
    const mending = chooseMending(of, { kind: 'renumber', revision: '060', to: '065' });
    assert.ok(isMending(mending));
    const edits = withRoadmap(of, mending).edits;
    assert.equal(textsAfter(edits, () => roadmap.text).get(roadmap.file), table('065'));
    const twins = situation({ ...line, '060_c': ['060', '059', 2], '060_d': ['060', '059', 3] });
    const best2 = best(twins);
    assert.equal(withRoadmap({ ...twins, roadmap }, best2), best2);
  });
});

describe('what databases need after a mending', () => {
  const commands = (of: Situation) =>
    databaseAdvice(of, best(of)).map(({ revision, steps }) => [revision, ...steps.map(stepText)]);

  it('runs what it lacks and stamps what it has', () => {
    const of = situation(
      {
        ...line,
        '060_a': ['060', '059', 2],
        '060_b': ['060', '059', 3],
        '061_c': ['061', '060', 4],
      },
      { new: ['060_b', '061_c'] },
    );
    assert.deepEqual(commands(of), [
      ['060', 'alembic stamp --purge 059', 'alembic upgrade 060', 'alembic stamp 061'],
      ['061', 'alembic stamp --purge 059', 'alembic upgrade 060', 'alembic stamp 062'],
    ]);
  });

  it('is nothing after a merge, and nothing where the version table is right', () => {
    const of = situation({ ...line, '060_a': ['060', '059', 2], '061_b': ['061', '059', 3] });
    assert.deepEqual(commands(of), []);
    const graph = historyGraph([{ revision: 'a' }, { revision: 'b', down: ['a'] }]);
    assert.deepEqual(databaseSteps(graph, new Set(['a', 'b']), ['b']), []);
  });

  it('goes from before the first revision, and stamps every branch', () => {
    const graph = historyGraph([
      { revision: 'a' },
      { revision: 'b', down: ['a'] },
      { revision: 'c', down: ['a'] },
      { revision: 'd', down: ['b'] },
    ]);
    const steps = (...has: string[]) => databaseSteps(graph, new Set(has), ['x']).map(stepText);
    assert.deepEqual(steps('b'), [
      'alembic stamp --purge base',
      'alembic upgrade a',
      'alembic stamp b',
    ]);
    assert.deepEqual(steps('a', 'b', 'c'), ['alembic stamp --purge b', 'alembic stamp c']);
    assert.deepEqual(steps('a', 'c', 'd'), [
      'alembic stamp --purge c',
      'alembic upgrade b',
      'alembic stamp d',
    ]);
  });
});
