import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { planState } from '../core/roadmap/plan-state.js';
import { markDone, readRoadmap } from '../core/roadmap/read-roadmap.js';
import type { Plan, PlanState } from '../core/roadmap/roadmap.js';
import type { RoadmapPlace } from '../core/rules/configuration.js';
import { applyEdits } from '../core/rules/apply-edits.js';
import { numbersOf } from '../core/rules/numbers.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { ActionError } from './action-error.js';
import { configurationAt, type ConfigurationOptions } from './read-configuration.js';

/** A plan, and where it stands. */
export interface StatedPlan {
  readonly plan: Plan;
  readonly state: PlanState;
}

/** The planned migrations of a project. */
export interface Roadmap {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly plans: readonly StatedPlan[];
}

type History = Pick<LoadedProject, 'project' | 'graph'>;

/** Files that may hold the table where nobody says which does. */
const likely = /^(?:.*roadmap.*|.*migration.*|plans?|todo)\.md$/iu;

/**
 * Finds the table of planned migrations: in the file that `.alembic-pilot.yaml` names, else in the
 * nearest Markdown file that has one, from the project upwards to the root. Undefined where there is
 * none. Rejects only where the configuration cannot be read.
 */
export async function readPlans(
  { project, graph }: History,
  options: ConfigurationOptions,
): Promise<Roadmap | undefined> {
  const folder = path.dirname(project.config);
  const { configuration, file: own } = await configurationAt(folder, options);
  const place = configuration.roadmap;
  const files =
    place.file === undefined
      ? await likelyFiles(folder, options.root)
      : [path.resolve(path.dirname(own?.file ?? folder), place.file)];
  for (const file of files) {
    const text = options.openText?.(file) ?? (await readFile(file, 'utf8').catch(() => undefined));
    const plans = text === undefined ? [] : plansIn(text, place, graph);
    if (text !== undefined && plans.length > 0) return { file, text, plans };
  }
  return undefined;
}

/** The plans of a text, each with its state. */
export function plansIn(
  text: string,
  place: RoadmapPlace,
  graph: History['graph'],
): readonly StatedPlan[] {
  const numbers = numbersOf(graph);
  const plans = readRoadmap(text, place).filter(
    // A table of something else has numbers that are none of migrations.
    ({ number }) => !numbers || place.file !== undefined || numbers.valueOf(number) !== undefined,
  );
  return plans.map((plan) => ({ plan, state: planState(plan, graph) }));
}

/**
 * Marks a plan as done, in its file.
 *
 * @throws ActionError where there is no such plan or revision, or the file cannot be written
 */
export async function markPlanDone(
  { graph }: Pick<History, 'graph'>,
  { file, text, plans }: Roadmap,
  number: string,
  revision: string,
): Promise<void> {
  const { plan } = findPlan(plans, number);
  if (!graph.revisions.has(revision))
    throw new ActionError({
      title: `There is no revision ${revision}.`,
      cause: 'No migration file of this project has that id.',
      whatToDo: 'Name the revision that does what was planned.',
    });
  const marked = applyEdits(text, [{ kind: 'replace', file, ...markDone(plan, revision) }]);
  await writeFile(file, marked).catch((error: unknown) => {
    throw new ActionError({
      title: `${path.basename(file)} cannot be written.`,
      cause: (error as Error).message,
      whatToDo: 'Mend that, then try again.',
    });
  });
}

/** @throws ActionError where no plan has the number */
export function findPlan(plans: readonly StatedPlan[], number: string): StatedPlan {
  const exact = plans.find(({ plan }) => plan.number === number);
  const same = plans.find(({ plan }) => Number(plan.number) === Number(number));
  const found = exact ?? same;
  if (found) return found;
  throw new ActionError({
    title: `No migration is planned as ${number}.`,
    cause: `Planned are ${plans.map(({ plan }) => plan.number).join(', ') || 'none'}.`,
    whatToDo: 'Name one of these, or write it into the table first.',
  });
}

async function likelyFiles(folder: string, root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    for (const place of [at, path.join(at, 'docs')]) {
      const names = await readdir(place).catch(() => []);
      const own = names.filter((name) => likely.test(name)).sort(roadmapFirst);
      found.push(...own.map((name) => path.join(place, name)));
    }
    if (at === path.resolve(root) || at === path.dirname(at)) return found;
  }
}

const roadmapFirst = (a: string, b: string) =>
  Number(/roadmap/iu.test(b)) - Number(/roadmap/iu.test(a)) || a.localeCompare(b);
