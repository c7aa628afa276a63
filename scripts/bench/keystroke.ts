import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TreeFragment, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { ProjectCheck } from '../../src/editor/checker/project-check.js';
import { changeBetween } from '../../src/core/python/parse.js';
import type * as Engine from './engine.js';
import { longMigration, typings } from './long-migration.js';
import { bundled, report } from './measuring.js';
import { makeProject, type Rewrite } from './projects.js';

/** Five hundred tables, which grow: a column and an index per revision. */
const onManyTables: Rewrite = (text, index) =>
  text
    .replaceAll('"things"', `"things_${index % 500}"`)
    .replaceAll('"size"', `"size_${index}"`)
    .replace(/^(?= {4}op\.add_column)/mu, indexed(index));

const indexed = (index: number) =>
  `    op.create_index("ix_${index}", "things_${index % 500}", ["id"], unique=False)\n`;

/**
 * How long it takes from a keystroke in a migration of 1,000 lines, in a project of many revisions,
 * to its findings: at most 4 times as long as Lezer parses that file. By the way of the editor, which
 * checks the file that is typed in and takes what it builds on from before.
 */
export async function benchKeystroke(folder: string, size: number): Promise<boolean> {
  const root = join(folder, 'typed');
  const files = await makeProject(root, size, onManyTables);
  const file = files.at(-1) ?? '';
  const text = longMigration(await readFile(file, 'latin1'));
  await writeFile(file, text);
  const engine = (await bundled('scripts/bench/engine.ts', folder)) as typeof Engine;
  const check = await openProject(engine, root, files.slice(-10));

  const best: Round = { ours: [], full: [], incremental: [] };
  for (let round = 0; round < 5; round++) typeAll(check, file, text, best);
  const [ours, full, incremental] = [mean(best.ours), mean(best.full), mean(best.incremental)];
  return report(
    `a keystroke in 1,000 lines among ${size} revisions, times a parse by Lezer (at most 4)`,
    ours / full,
    ours <= 4 * full,
    `${ours.toFixed(1)} ms, parse of the file ${full.toFixed(1)} ms; ` +
      `its incremental parse ${incremental.toFixed(1)} ms, of which it is ${(ours / incremental).toFixed(1)} times`,
  );
}

/** The check as the editor has it once a project and its newest file were opened. */
async function openProject(
  engine: typeof Engine,
  root: string,
  newest: readonly string[],
): Promise<ProjectCheck> {
  const [loaded] = await engine.loadProjects(root);
  if (!loaded) throw new Error(`There is no project in ${root}.`);
  const facts = await engine.readCheckFacts(loaded, { root, git: false });
  const revisions = loaded.graph.files
    .filter(({ file }) => newest.includes(file))
    .map(({ revision }) => revision);
  const selection = { by: 'since', reason: 'the newest', revisions } as const;
  const sql = await engine.loadSqlParser();
  const check = new engine.ProjectCheck({ loaded, facts, selection, others: [], sql });
  check.checkRevisions(revisions, new Map());
  check.checkHistory(new Map());
  return check;
}

/** Milliseconds for each keystroke: the best of the rounds so far. */
interface Round {
  readonly ours: number[];
  readonly full: number[];
  readonly incremental: number[];
}

const mean = (times: readonly number[]) =>
  times.reduce((sum, time) => sum + time, 0) / times.length;

/** Types everything that is to be typed, character by character. */
function typeAll(check: ProjectCheck, file: string, start: string, best: Round): void {
  let text = start;
  let tree: Tree = parser.parse(text);
  let found = 0;
  let key = 0;
  for (const { after, type } of typings) {
    const place = text.indexOf(after) + after.length;
    for (let typed = 0; typed < type.length; typed++) {
      const at = place + typed;
      const next = text.slice(0, at) + type.charAt(typed) + text.slice(at);
      const changes = [changeBetween(text, next)];
      take(best.ours, key, () => (found += findingsIn(check, file, next)));
      take(best.full, key, () => parser.parse(next));
      take(best.incremental, key, () => {
        tree = parser.parse(next, TreeFragment.applyChanges(TreeFragment.addTree(tree), changes));
      });
      text = next;
      key++;
    }
  }
  if (found === 0) throw new Error('Nothing was found in the migration: nothing was checked.');
}

/** By the clock: what a user waits for; the best of many is the one that nothing else disturbed. */
function take(best: number[], key: number, work: () => unknown): void {
  const start = performance.now();
  work();
  best[key] = Math.min(best[key] ?? Infinity, performance.now() - start);
}

/** What the editor does some moments after a keystroke; the number of findings in the file. */
function findingsIn(check: ProjectCheck, file: string, text: string): number {
  const open = new Map([[file, text]]);
  const moved = check.follow(open, false);
  const id = check.idOf(file);
  check.checkRevisions(id === undefined ? [] : [id], open);
  if (moved) check.checkHistory(open);
  return check.result(open).findings.get(file)?.length ?? 0;
}
