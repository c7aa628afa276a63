import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  compareOperations,
  operationsFigures,
  type OperationsComparison,
} from '../../scripts/oracle/operations.js';
import { debianTrees } from '../../scripts/toolchain/debian-trees.js';
import { projectRoot } from '../../scripts/toolchain/project-root.js';

const python = 'python3';

function assertEqual(comparisons: readonly OperationsComparison[], atLeast: number): void {
  console.log(`      ${operationsFigures(comparisons)}`);
  assert.deepEqual(
    comparisons.flatMap(({ differences }) => differences),
    [],
  );
  const operations = comparisons.reduce((sum, comparison) => sum + comparison.operations, 0);
  assert.ok(operations >= atLeast, `only ${operations} operations were compared`);
}

describe("operations and Python's ast", function () {
  this.timeout(15 * 60_000);

  it('agree on the fixtures', async () => {
    const comparison = await compareOperations(
      join(projectRoot, 'test', 'fixtures', 'migrations'),
      python,
    );
    assert.equal(comparison.notPython, 0);
    assertEqual([comparison], 100);
  });

  it('agree on the example', async () => {
    assertEqual([await compareOperations(join(projectRoot, 'example'), python)], 100);
  });

  it("agree on the projects in Debian's packages", async () => {
    const comparisons: OperationsComparison[] = [];
    for (const tree of await debianTrees()) comparisons.push(await compareOperations(tree, python));
    assertEqual(comparisons, 2000);
  });
});
