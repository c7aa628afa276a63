import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareGraphs, graphFigures } from '../../scripts/oracle/graph.js';
import type { GraphComparison } from '../../scripts/oracle/graph.js';
import { debianTrees } from '../../scripts/toolchain/debian-trees.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { projectRoot } from '../../scripts/toolchain/project-root.js';
import { Random } from '../support/random.js';
import { writeProjects } from '../support/write-project.js';
import type { WrittenProject } from '../support/write-project.js';
import type { WrittenFile } from '../support/write-history.js';

/** Fails with the projects that differ, or that Alembic fails at without our saying why. */
function mustAgree(comparisons: readonly GraphComparison[]): void {
  const wrong = comparisons.filter(
    ({ verdict }) => verdict === 'differs' || verdict === 'unexplained',
  );
  const text = wrong.map(
    ({ project, verdict, details }) =>
      `${project.config} [${project.section ?? 'alembic'}] ${verdict}:\n  ${details.slice(0, 8).join('\n  ')}`,
  );
  assert.equal(wrong.length, 0, `\n${text.join('\n')}`);
}

describe('graph against ScriptDirectory', function () {
  this.timeout(600_000);
  let python = '';
  let folder = '';

  before(async () => {
    const found = await pythonWithAlembic();
    python = found.python;
    console.log(`    ${found.label}`);
    folder = await mkdtemp(join(tmpdir(), 'alembic-pilot-graph-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('agrees on the example', async () => {
    const comparisons = await compareGraphs(join(projectRoot, 'example'), python);
    console.log(`    ${graphFigures(comparisons)}`);
    mustAgree(comparisons);
    assert.ok(
      comparisons.some(({ verdict, revisions }) => verdict === 'agrees' && revisions === 59),
    );
  });

  it('agrees on made-up projects', async () => {
    const root = join(folder, 'sound');
    for (let seed = 1; seed <= 120; seed++)
      await writeProjects(new Random(seed), join(root, `p${seed}`));
    const comparisons = await compareGraphs(root, python);
    console.log(`    ${graphFigures(comparisons)}`);
    mustAgree(comparisons);
    assert.ok(comparisons.every(({ verdict }) => verdict === 'agrees' || verdict === 'newer'));
    assert.ok(comparisons.filter(({ verdict }) => verdict === 'agrees').length >= 100);
  });

  it('names the reason wherever Alembic fails', async () => {
    const root = join(folder, 'broken');
    for (let seed = 1; seed <= 120; seed++) {
      const random = new Random(1000 + seed);
      const fault = faults[seed % faults.length];
      await writeProjects(
        random,
        join(root, `p${seed}`),
        (project) => fault?.(project, random) ?? project.files,
      );
    }
    const comparisons = await compareGraphs(root, python);
    console.log(`    ${graphFigures(comparisons)}`);
    mustAgree(comparisons);
    assert.ok(comparisons.filter(({ verdict }) => verdict === 'explained').length >= 80);
  });

  it("agrees on the histories in Debian's packages", async () => {
    const comparisons: GraphComparison[] = [];
    for (const tree of await debianTrees())
      comparisons.push(...(await compareGraphs(tree, python)));
    console.log(`    ${graphFigures(comparisons)}`);
    mustAgree(comparisons);
    assert.ok(comparisons.filter(({ verdict }) => verdict === 'agrees').length >= 20);
  });
});

type Fault = (project: WrittenProject, random: Random) => readonly WrittenFile[];

/** Adds a file beside the others. */
function beside({ files }: WrittenProject, name: string, text: string): readonly WrittenFile[] {
  const folder = dirname(files[0]?.path ?? '');
  return [...files, { path: join(folder, name), bytes: Buffer.from(text) }];
}

function revisionText(revision: string, down: string, more = ''): string {
  return `revision = ${revision}\ndown_revision = ${down}\n${more}\n`;
}

const faults: readonly Fault[] = [
  // A parent that no file has.
  (project) => beside(project, 'zz.py', revisionText("'zz99'", "'nowhere'")),
  // The file of a parent is gone.
  (project, random) => {
    const child = random.pick(project.history.filter(({ down }) => down.length > 0));
    const index = project.history.findIndex(({ revision }) => revision === child?.down[0]);
    return project.files.filter((_, position) => position !== index);
  },
  // A loop of two, a loop of one.
  (project) => [
    ...beside(project, 'za.py', revisionText("'za01'", "'zb02'")),
    ...beside(project, 'zb.py', revisionText("'zb02'", "'za01'")).slice(-1),
  ],
  (project) => beside(project, 'zc.py', revisionText("'zc03'", "'zc03'")),
  // Dependencies that go round, and one that nobody has.
  (project) => [
    ...beside(project, 'zd.py', revisionText("'zd04'", 'None', "depends_on = 'ze05'")),
    ...beside(project, 'ze.py', revisionText("'ze05'", 'None', "depends_on = 'zd04'")).slice(-1),
  ],
  (project) => beside(project, 'zf.py', revisionText("'zf06'", 'None', "depends_on = ['nobody']")),
  // One id in two files: Alembic loads it, and warns.
  (project) => {
    const id = project.history.at(-1)?.revision ?? '';
    return beside(project, 'zg.py', revisionText(`'${id}'`, 'None'));
  },
  // Files that are no revisions.
  (project) => beside(project, 'helper.py', 'def helper():\n    return 1\n'),
  (project) => beside(project, 'zh.py', "revision = 'zh08'\n"),
  // A label that is used twice, or that is an id.
  (project) => [
    ...beside(project, 'zi.py', revisionText("'zi09'", 'None', "branch_labels = ('same',)")),
    ...beside(project, 'zj.py', revisionText("'zj10'", 'None', "branch_labels = 'same'")).slice(-1),
  ],
  (project) => beside(project, 'zk.py', revisionText("'zk11'", 'None', "branch_labels = 'zk11'")),
  // Letters that no id may have.
  (project) => beside(project, 'zl.py', revisionText("'zl-12'", 'None')),
  // What is no Python: a merge conflict, an open bracket, a lost quote, a print of old.
  (project) => beside(project, 'zo.py', `${revisionText("'zo15'", 'None')}<<<<<<< HEAD\nx = 1\n`),
  (project) =>
    beside(project, 'zp.py', `${revisionText("'zp16'", 'None')}def upgrade():\n    op.execute(\n`),
  (project) => beside(project, 'zq.py', `${revisionText("'zq17'", 'None')}name = 'open\n`),
  (project) => beside(project, 'zr.py', `${revisionText("'zr18'", 'None')}print "done"\n`),
  // An abbreviated parent.
  (project) => [
    ...beside(project, 'zm.py', revisionText("'zm13_whole_name'", 'None')),
    ...beside(project, 'zn.py', revisionText("'zn14'", "'zm13'")).slice(-1),
  ],
];
