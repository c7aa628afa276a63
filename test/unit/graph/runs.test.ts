import assert from 'node:assert/strict';
import { downgradeSteps } from '../../../src/core/graph/downgrade.js';
import { resolve } from '../../../src/core/graph/identifiers.js';
import {
  appliedFrom,
  downgradeTarget,
  rollbackSteps,
  upgradeSteps,
  versionRows,
} from '../../../src/core/graph/runs.js';
import { historyGraph } from '../../support/history-graph.js';

/**
 * Two trees: a - b - d(merge) - e, a - c - d, and p - q, q depends on c.
 */
const graph = historyGraph([
  { revision: 'aaaa1' },
  { revision: 'bbbb2', down: ['aaaa1'], branchLabels: ['left'] },
  { revision: 'cccc3', down: ['aaaa1'], branchLabels: ['right'] },
  { revision: 'dddd4', down: ['bbbb2', 'cccc3'] },
  { revision: 'eeee5', down: ['dddd4'] },
  { revision: 'pppp6', branchLabels: ['plugin'] },
  { revision: 'qqqq7', down: ['pppp6'], dependsOn: ['right'] },
]);
const all = new Set(graph.revisions.keys());

describe('runs', () => {
  it('counts what rows stand on as applied, and names unknown rows', () => {
    const { applied, unknown } = appliedFrom(graph, ['qqqq7', 'gone']);
    assert.deepEqual([...applied].sort(), ['aaaa1', 'cccc3', 'pppp6', 'qqqq7']);
    assert.deepEqual(unknown, ['gone']);
  });

  it('keeps a row for what nothing applied stands on', () => {
    assert.deepEqual(versionRows(graph, all), ['qqqq7', 'eeee5']);
  });

  it('upgrades to a revision with all it stands on, oldest first', () => {
    assert.deepEqual(upgradeSteps(graph, new Set(['aaaa1']), 'qqqq7'), ['cccc3', 'pppp6', 'qqqq7']);
    assert.deepEqual(upgradeSteps(graph, all, 'eeee5'), []);
  });

  it('rolls back a revision, its descendants and dependents, nothing else', () => {
    assert.deepEqual(rollbackSteps(graph, all, 'bbbb2'), ['eeee5', 'dddd4', 'bbbb2']);
    assert.deepEqual([...rollbackSteps(graph, all, 'cccc3')].sort(), [
      'cccc3',
      'dddd4',
      'eeee5',
      'qqqq7',
    ]);
    assert.deepEqual(rollbackSteps(graph, all, 'pppp6'), ['qqqq7', 'pppp6']);
    assert.deepEqual(rollbackSteps(graph, new Set(['aaaa1']), 'bbbb2'), []);
  });

  it('names the argument that undoes just that', () => {
    assert.equal(downgradeTarget(graph, 'bbbb2'), 'bbbb2@aaaa1');
    assert.equal(downgradeTarget(graph, 'pppp6'), 'pppp6@base');
    assert.equal(downgradeTarget(graph, 'dddd4'), 'dddd4@bbbb2');
  });

  it('does not go back over a parent that another parent stands on', () => {
    const odd = historyGraph([
      { revision: 'a' },
      { revision: 'b', down: ['a'] },
      { revision: 'm', down: ['a', 'b'] },
    ]);
    assert.equal(downgradeTarget(odd, 'm'), 'm@b');
  });

  it('says what a downgrade by name undoes', () => {
    const steps = (text: string) => {
      const found = downgradeSteps(graph, ['eeee5', 'qqqq7'], text);
      return 'error' in found ? found.error : [...found.steps].sort();
    };
    assert.deepEqual(steps('bbbb2@aaaa1'), ['bbbb2', 'dddd4', 'eeee5']);
    assert.deepEqual(steps('aaaa1'), ['bbbb2', 'cccc3', 'dddd4', 'eeee5', 'qqqq7']);
    assert.deepEqual(steps('plugin@base'), ['pppp6', 'qqqq7']);
    assert.deepEqual(steps('left@-1'), ['eeee5']);
    assert.match(String(steps('-1')), /several revisions \(eeee5, qqqq7\)/);
    assert.match(String(steps('+1')), /leads upwards/);
  });
});

describe('resolve', () => {
  const revisions = (text: string, current?: readonly string[]) => {
    const found = resolve(graph, text, current);
    return 'error' in found ? found.error : found.revisions;
  };

  it('reads ids, beginnings, labels and branches', () => {
    assert.deepEqual(revisions('cccc3'), ['cccc3']);
    assert.deepEqual(revisions('cc'), ['cccc3']);
    assert.deepEqual(revisions('right'), ['cccc3']);
    assert.deepEqual(revisions('plug'), ['pppp6']);
    assert.deepEqual(revisions('heads'), ['eeee5', 'qqqq7']);
    assert.deepEqual(revisions('plugin@head'), ['qqqq7']);
    assert.deepEqual(revisions('plugin@base'), []);
    assert.deepEqual(revisions('base'), []);
  });

  it('walks', () => {
    assert.deepEqual(revisions('dddd4+1'), ['eeee5']);
    assert.deepEqual(revisions('plugin@head-1'), ['pppp6']);
    assert.deepEqual(revisions('+1', ['dddd4']), ['eeee5']);
    assert.deepEqual(revisions('-1', ['eeee5']), ['dddd4']);
    assert.deepEqual(revisions('current', ['eeee5']), ['eeee5']);
  });

  it('says why something means nothing', () => {
    assert.match(String(revisions('nobody')), /No revision and no branch is called "nobody"/);
    assert.match(String(revisions('head')), /means several revisions \(eeee5, qqqq7\)/);
    assert.match(String(revisions('aaaa1+1')), /Several revisions follow aaaa1 \(bbbb2, cccc3\)/);
    assert.match(String(revisions('eeee5+1')), /There are not 1 revisions after eeee5/);
    assert.match(String(revisions('plugin@eeee5')), /not on the branch "plugin"/);
    assert.match(String(revisions('nobody@head')), /There is no branch "nobody"/);
    assert.match(String(revisions('+1')), /connect first/);
  });
});
