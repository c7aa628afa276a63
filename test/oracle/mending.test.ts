import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareGraphs, graphFigures } from '../../scripts/oracle/graph.js';
import { pythonWithAlembic } from '../../scripts/toolchain/python.js';
import { applyMending, readSituation, undoMending } from '../../src/actions/mend.js';
import { graphAfter } from '../../src/core/mending/after-mending.js';
import type { MendingResult } from '../../src/core/mending/mending.js';
import { findOffers, merge, offered } from '../../src/core/mending/offers.js';
import { allAbove, rebase } from '../../src/core/mending/rebase.js';
import { renumber } from '../../src/core/mending/renumber.js';
import { textsOf, type Situation } from '../../src/core/mending/situation.js';
import { loadProjects, type LoadedProject } from '../../src/system/files/load-project.js';
import { generateHistory, randomShape, type HistoryRevision } from '../support/generate-history.js';
import { Random } from '../support/random.js';
import { historyFiles, writeFiles } from '../support/write-history.js';

/** A way to mend, what it needs to be broken, and what holds afterwards. */
interface Way {
  readonly name: string;
  /** Files beside the generated ones, or fewer of them. */
  readonly spoil?: (history: readonly HistoryRevision[], random: Random) => Spoilt | undefined;
  readonly mend: (situation: Situation, random: Random) => MendingResult | undefined;
  readonly holds: (before: Situation, after: LoadedProject) => void;
}

interface Spoilt {
  readonly without?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const migration = (id: string, down: string, date: string) =>
  `"""Added ${id}\n\nRevision ID: ${id}\nRevises: ${down}\nCreate Date: ${date}\n\n"""\nrevision = '${id}'\ndown_revision = '${down}'\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;

const ways: readonly Way[] = [
  {
    name: 'merge heads',
    mend: (situation) => merge(situation, situation.graph.heads),
    holds: (before, { graph }) => {
      assert.equal(graph.heads.length, 1);
      assert.deepEqual(
        new Set(graph.parents.get(graph.heads[0] ?? '')),
        new Set(before.graph.heads),
      );
    },
  },
  {
    name: 'rebase',
    mend: (situation, random) => {
      const { graph } = situation;
      const single = graph.files.filter(({ down }) => down.length === 1);
      const id = random.pick(single)?.revision;
      if (id === undefined) return undefined;
      const above = allAbove(graph, id);
      const parents = graph.parents.get(id) ?? [];
      const onto = random.pick(
        graph.order.filter((one) => !above.has(one) && !parents.includes(one)),
      );
      return onto === undefined ? undefined : rebase(graph, textsOf(situation), id, onto);
    },
    holds: (before, after) => {
      assert.deepEqual(
        [...after.graph.revisions.keys()].sort(),
        [...before.graph.revisions.keys()].sort(),
      );
      const moved = [...after.graph.revisions.keys()].filter(
        (id) =>
          JSON.stringify(after.graph.parents.get(id)) !==
          JSON.stringify(before.graph.parents.get(id)),
      );
      assert.equal(moved.length, 1);
    },
  },
  {
    name: 'renumber any',
    mend: (situation, random) => {
      const { graph } = situation;
      const count = 1 + random.below(3);
      const moves = random.sample(graph.files, count).map((revision, at) => ({
        revision,
        name: { id: `other${at}`, fileName: `other${at}_x.py` },
      }));
      return renumber(graph, textsOf(situation), moves);
    },
    holds: (before, { graph }) => {
      assert.equal(graph.revisions.size, before.graph.revisions.size);
      assert.equal(graph.heads.length, before.graph.heads.length);
      assert.deepEqual(shape(graph), shape(before.graph));
    },
  },
  {
    name: 'renumber twins',
    spoil: (history) => {
      const plain = history.every(({ revision }) => /^\d{3}$/.test(revision));
      const last = history.at(-1)?.revision;
      if (!plain || last === undefined) return undefined;
      const id = String(Number(last) + 1).padStart(3, '0');
      return {
        files: {
          [`${id}_ours.py`]: migration(id, last, '2024-06-01 10:00:00'),
          [`${id}_theirs.py`]: migration(id, last, '2024-05-31 10:00:00'),
        },
      };
    },
    mend: (situation) => offered(findOffers(situation), 'renumber')[0],
    holds: (before, { graph }) => {
      const id = graph.order.find((one) => graph.revisions.get(one)?.file.endsWith('_ours.py'));
      const file = graph.revisions.get(id ?? '')?.file ?? '';
      const theirs = before.graph.files.find((one) => one.file.endsWith('_theirs.py'));
      assert.equal(graph.files.length, before.graph.files.length);
      assert.equal(path.basename(file), `${id ?? ''}_ours.py`);
      assert.deepEqual(graph.parents.get(id ?? ''), [theirs?.revision]);
      assert.equal(Number(id), Number(theirs?.revision) + 1);
    },
  },
  {
    name: 'repoint',
    spoil: (history, random) => {
      const parents = history.filter(
        ({ revision, branchLabels }) =>
          branchLabels.length === 0 &&
          history.filter(({ down, dependsOn }) => [...down, ...dependsOn].includes(revision))
            .length === 1,
      );
      const one = random.pick(parents);
      return one && { without: one.revision };
    },
    mend: (situation) => offered(findOffers(situation), 'repoint')[0],
    holds: (before, { graph }) => {
      assert.deepEqual(
        graph.problems.filter(({ rule }) => rule === 'missing-parent'),
        [],
      );
      assert.equal(graph.revisions.size, before.graph.revisions.size);
    },
  },
];

/** How many revisions have how many parents and children. */
function shape({ revisions, parents, children, dependencies }: Situation['graph']) {
  return [...revisions.keys()]
    .map((id) => [parents, children, dependencies].map((of) => of.get(id)?.length ?? 0).join(' '))
    .sort();
}

describe('mending, against ScriptDirectory', function () {
  this.timeout(600_000);
  let python = '';
  let folder = '';
  const cache = process.env['XDG_CACHE_HOME'];

  before(async () => {
    ({ python } = await pythonWithAlembic());
    folder = realpathSync(await mkdtemp(path.join(tmpdir(), 'alembic-pilot-mending-')));
    process.env['XDG_CACHE_HOME'] = path.join(folder, '.cache');
  });

  after(async () => {
    if (cache === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = cache;
    await rm(folder, { recursive: true, force: true });
  });

  for (const way of ways)
    it(`${way.name}: Alembic loads the result, undo restores every byte`, async () => {
      const root = path.join(folder, way.name.replaceAll(' ', '-'));
      const mended: {
        readonly top: string;
        readonly bytes: string;
        readonly loaded: LoadedProject;
      }[] = [];
      let refused = 0;
      for (let seed = 1; seed <= 60; seed++) {
        const top = path.join(root, `p${seed}`);
        if (!(await writeOne(top, seed, way))) continue;
        const bytes = contents(top);
        const [loaded] = await loadProjects(top);
        assert.ok(loaded);
        const situation = await readSituation(loaded, { git: false });
        const mending = way.mend(situation, new Random(seed));
        if (!mending || 'refused' in mending) {
          refused++;
          await rm(top, { recursive: true });
          continue;
        }
        await applyMending(situation, mending);
        const [after] = await loadProjects(top);
        assert.ok(after);
        try {
          way.holds(situation, after);
        } catch (error) {
          throw new Error(`seed ${seed}: ${mending.title}`, { cause: error });
        }
        assert.deepEqual(
          after.graph.heads,
          graphAfter(situation.project, situation.files, mending.edits).heads,
        );
        mended.push({ top, bytes, loaded: after });
      }
      const comparisons = await compareGraphs(root, python);
      console.log(`    ${mended.length} mended, ${refused} refused; ${graphFigures(comparisons)}`);
      const wrong = comparisons.filter(({ verdict }) => verdict !== 'agrees');
      assert.deepEqual(
        wrong.map(({ project, verdict, details }) => [project.config, verdict, ...details]),
        [],
      );
      assert.ok(mended.length >= 10, `${mended.length} mended`);
      assert.equal(comparisons.length, mended.length);
      for (const { top, bytes, loaded } of mended) {
        await undoMending(loaded);
        assert.equal(contents(top), bytes, top);
      }
    });
});

/** Writes a project whose history can be mended this way; false where that makes no sense. */
async function writeOne(top: string, seed: number, { spoil }: Way): Promise<boolean> {
  const random = new Random(seed);
  const history = generateHistory(random, randomShape(random, 14));
  const spoilt = spoil?.(history, random);
  if (spoil && !spoilt) return false;
  const versions = path.join(top, 'db/versions');
  mkdirSync(versions, { recursive: true });
  writeFileSync(path.join(top, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/db\n');
  writeFileSync(path.join(top, 'db/env.py'), '');
  const files = historyFiles(random, history, [versions], 0.3);
  await writeFiles(files.filter((_, at) => history[at]?.revision !== spoilt?.without));
  for (const [name, text] of Object.entries(spoilt?.files ?? {}))
    writeFileSync(path.join(versions, name), text);
  return true;
}

/** Every file of a folder with its bytes. */
function contents(top: string): string {
  const names = readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return JSON.stringify(names.map((name) => [name, readFileSync(name).toString('base64')]));
}
