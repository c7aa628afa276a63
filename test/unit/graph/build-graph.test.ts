import assert from 'node:assert/strict';
import { buildGraph } from '../../../src/core/graph/build-graph.js';
import { graphJson } from '../../../src/core/graph/graph-json.js';
import type { LoadedFile, RevisionGraph } from '../../../src/core/graph/revision-graph.js';
import { upgradeSteps } from '../../../src/core/graph/runs.js';
import type { HistoryRevision } from '../../support/generate-history.js';
import { historyGraph, loadedFile, madeUpProject } from '../../support/history-graph.js';

type Entry = Partial<HistoryRevision> & { readonly revision: string };

function revision(
  id: string,
  down: readonly string[] = [],
  more: Partial<HistoryRevision> = {},
): Entry {
  return { revision: id, down, ...more };
}

/** A line of this many revisions, `00001` first. */
function line(length: number): readonly Entry[] {
  const id = (index: number) => String(index).padStart(5, '0');
  return Array.from({ length }, (_, index) =>
    revision(id(index + 1), index === 0 ? [] : [id(index)]),
  );
}

function rules(graph: RevisionGraph): readonly string[] {
  return graph.problems.map(({ rule }) => rule);
}

describe('buildGraph', () => {
  it('knows heads, bases, branch and merge points', () => {
    const graph = historyGraph([
      revision('a'),
      revision('b', ['a']),
      revision('c', ['a']),
      revision('d', ['b', 'c']),
      revision('other'),
      revision('e', ['other'], { dependsOn: ['d'] }),
    ]);
    assert.deepEqual(graph.heads, ['d', 'e']);
    assert.deepEqual(graph.bases, ['a', 'other']);
    assert.deepEqual(graph.branchPoints, ['a']);
    assert.deepEqual(graph.mergePoints, ['d']);
    assert.deepEqual(graph.dependencies.get('e'), ['d']);
    assert.deepEqual(graph.dependents.get('d'), ['e']);
  });

  it('puts a child before its parents and dependencies', () => {
    const graph = historyGraph([
      revision('b', ['a']),
      revision('a'),
      revision('x', [], { dependsOn: ['b'] }),
    ]);
    assert.deepEqual(graph.order, ['x', 'b', 'a']);
  });

  it('resolves labels in depends_on and hands them on', () => {
    const graph = historyGraph([
      revision('a', [], { branchLabels: ['shop'] }),
      revision('b', ['a']),
      revision('c', [], { dependsOn: ['shop'] }),
    ]);
    assert.deepEqual(graph.dependencies.get('c'), ['a']);
    assert.deepEqual(graph.labels.get('b'), ['shop']);
    assert.equal(graph.labelled.get('shop'), 'a');
    assert.deepEqual(rules(graph), []);
  });

  it('names a parent that no file has, at its line', () => {
    const graph = historyGraph([revision('060_add_hash'), revision('061_drop', ['060_add_hush'])]);
    const [problem] = graph.problems;
    assert.equal(problem?.rule, 'missing-parent');
    assert.equal(problem.file, '/project/alembic/versions/061_drop.py');
    assert.equal(problem.line, 2);
    assert.match(problem.message, /down_revision of 061_drop is "060_add_hush", but no file has/);
    assert.match(problem.message, /Did you mean "060_add_hash"\?/);
  });

  it('says what an abbreviated parent means, and follows it', () => {
    const graph = historyGraph([revision('007_add_indexes'), revision('008_drop', ['007'])]);
    assert.deepEqual(rules(graph), ['partial-down-revision']);
    assert.match(graph.problems[0]?.message ?? '', /Did you mean "007_add_indexes"\?/);
    assert.deepEqual(graph.heads, ['008_drop']);
  });

  it('names an unknown dependency', () => {
    const graph = historyGraph([revision('a', [], { dependsOn: ['nobody'] })]);
    assert.deepEqual(rules(graph), ['depends-on-unknown']);
    assert.equal(graph.problems[0]?.line, 3);
  });

  it('lets the later of two files with one id count, and both be heads as Alembic has it', () => {
    const graph = buildGraph(madeUpProject, [
      loadedFile(revision('a'), 'a.py'),
      loadedFile(revision('b', ['a']), 'b1.py'),
      loadedFile(revision('b', ['a']), 'b2.py'),
      loadedFile(revision('c', ['b']), 'c.py'),
    ]);
    assert.equal(graph.revisions.get('b')?.file, '/project/alembic/versions/b2.py');
    assert.deepEqual(graph.heads, ['b', 'c']);
    assert.equal(graph.files.length, 4);
    const duplicates = graph.problems.filter(({ rule }) => rule === 'duplicate-revision-id');
    assert.deepEqual(
      duplicates.map(({ file }) => file.slice(-5)),
      ['b1.py', 'b2.py'],
    );
  });

  it('finds cycles of down revisions and of dependencies, and says the way round', () => {
    const loop = historyGraph([revision('a', ['b']), revision('b', ['a']), revision('c', ['c'])]);
    assert.deepEqual(rules(loop), ['revision-cycle', 'revision-cycle']);
    assert.match(loop.problems[0]?.message ?? '', /a -> b -> a/);
    assert.match(loop.problems[1]?.message ?? '', /names the revision itself/);
    assert.equal(loop.order.length, 3);
    const dependency = historyGraph([
      revision('a', [], { dependsOn: ['b'] }),
      revision('b', [], { dependsOn: ['a'] }),
    ]);
    assert.ok(rules(dependency).includes('revision-cycle'));
  });

  it('reports several heads unless labels tell them apart', () => {
    const heads = (first: readonly string[], second: readonly string[]) =>
      rules(
        historyGraph([
          revision('a'),
          revision('b', ['a'], { branchLabels: first }),
          revision('c', ['a'], { branchLabels: second }),
        ]),
      );
    assert.deepEqual(heads([], []), ['multiple-heads']);
    assert.deepEqual(heads(['left'], ['right']), []);
    assert.deepEqual(heads([], ['plugin']), []);
  });

  it('reports a label that is taken', () => {
    const graph = historyGraph([
      revision('a', [], { branchLabels: ['x'] }),
      revision('b', ['a'], { branchLabels: ['x'] }),
    ]);
    assert.deepEqual(rules(graph), ['branch-label-taken']);
    assert.equal(graph.problems[0]?.line, 4);
  });

  it('hands on the problems of the configuration and of files', () => {
    const problem = { rule: 'not-a-revision', message: 'm', file: '/project/x.py', line: 1 };
    const file: LoadedFile = { file: '/project/x.py', text: '', reading: { problem } };
    const broken = { file: '/project/alembic.ini', line: 3, message: 'n' };
    const graph = buildGraph({ ...madeUpProject, problems: [broken] }, [file]);
    assert.deepEqual(graph.problems, [{ rule: 'configuration', ...broken }, problem]);
  });

  it('is linear: a line of 100,000 revisions, and 20,000 that all miss their parent', () => {
    const long = historyGraph(line(100_000));
    assert.equal(long.heads.join(), '100000');
    assert.equal(upgradeSteps(long, new Set(), '100000').length, 100_000);
    const missing = historyGraph(
      Array.from({ length: 20_000 }, (_, index) => revision(`r${index}`, [`gone${index}`])),
    );
    assert.equal(missing.problems.filter(({ rule }) => rule === 'missing-parent').length, 20_000);
  });
});

describe('numbering', () => {
  const numbering = (...ids: readonly string[]) => {
    const graph = historyGraph(ids.map((id, index) => revision(id, ids.slice(index - 1, index))));
    return [graph.latest, graph.next];
  };

  it('goes on in the format of the project', () => {
    assert.deepEqual(numbering('001', '002', '003'), ['003', '004']);
    assert.deepEqual(numbering('8', '9'), ['9', '10']);
    assert.deepEqual(numbering('0001_initial', '0002_users'), ['0002_users', '0003']);
    assert.deepEqual(numbering('rev_1', 'rev_2'), ['rev_2', 'rev_3']);
    assert.deepEqual(numbering('098', '099'), ['099', '100']);
    assert.deepEqual(numbering('1'), ['1', '2']);
    assert.deepEqual(numbering('001', '002', 'abcdefabcdef', '003'), ['003', '004']);
  });

  it('takes neither hashes nor dates for numbers', () => {
    assert.deepEqual(numbering('ae1027a6acf', '315642891234'), ['315642891234', undefined]);
    assert.deepEqual(numbering('20240115', '20240302'), ['20240302', undefined]);
    assert.deepEqual(numbering('202401', '202405', '202411'), ['202411', undefined]);
    assert.deepEqual(numbering('add_users', 'drop_users'), ['drop_users', undefined]);
  });

  it('knows no latest among several heads of hashes', () => {
    const graph = historyGraph([revision('aaaa1111'), revision('bbbb2222')]);
    assert.equal(graph.latest, undefined);
  });
});

describe('graphJson', () => {
  it('gives identifiers as written, and paths relative with /', () => {
    const graph = historyGraph([
      revision('001'),
      revision('002', ['001'], { branchLabels: ['x'] }),
    ]);
    assert.deepEqual(graphJson(madeUpProject, graph, '/project'), {
      config: 'alembic.ini',
      scriptLocation: 'alembic',
      versionLocations: ['alembic/versions'],
      revisions: [
        {
          revision: '002',
          down: ['001'],
          dependsOn: [],
          branchLabels: ['x'],
          message: '',
          file: 'alembic/versions/002.py',
          line: 1,
        },
        {
          revision: '001',
          down: [],
          dependsOn: [],
          branchLabels: [],
          message: '',
          file: 'alembic/versions/001.py',
          line: 1,
        },
      ],
      heads: ['002'],
      bases: ['001'],
      branchPoints: [],
      mergePoints: [],
      latest: '002',
      next: '003',
      problems: [],
    });
  });
});
