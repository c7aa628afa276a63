import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { loadProjects } from '../../src/system/files/load-project.js';
import type { LoadedProject } from '../../src/system/files/load-project.js';
import { proveProject } from '../../src/system/files/prove-project.js';
import { graphDifference } from './graph-difference.js';
import type { LoadedHistory } from './graph-difference.js';
import { runPython } from './run-python.js';

/**
 * How one project compares:
 * `agrees` (Alembic loads it, nothing differs), `differs`, `explained` (Alembic fails and our
 * problems say why), `unexplained`, `environment` (Alembic fails for want of installed packages),
 * `newer` (made for a newer Alembic than this one).
 */
export type Verdict = 'agrees' | 'differs' | 'explained' | 'unexplained' | 'environment' | 'newer';

export interface GraphComparison {
  readonly project: AlembicProject;
  readonly verdict: Verdict;
  readonly revisions: number;
  /** Differences, or Alembic's error. */
  readonly details: readonly string[];
  /** True where Alembic could load it only with stand-ins for packages that are not installed. */
  readonly standIns: boolean;
}

type Answer =
  LoadedHistory | { readonly loads: false; readonly error: string; readonly environment: boolean };

/** Problems with which Alembic loads nothing; others it warns of, or does not see. */
const fatal: ReadonlySet<string> = new Set([
  'branch-label-taken',
  'configuration',
  'depends-on-unknown',
  'missing-parent',
  'not-a-revision',
  'partial-down-revision',
  'python-syntax-error',
  'revision-cycle',
  'revision-id-illegal',
  'unanalyzable',
  'unreadable-file',
]);

/**
 * Compares the history of each project below a folder with what `ScriptDirectory` of this Python
 * makes of it. Where that lacks the packages that the migrations import, these are replaced by
 * stand-ins, and it is asked again.
 */
export async function compareGraphs(
  folder: string,
  python: string,
): Promise<readonly GraphComparison[]> {
  const root = resolve(folder);
  const loaded = await Promise.all((await loadProjects(root)).map(proveProject));
  const { alembic, results: first } = await ask(python, root, loaded, []);
  const lacking = loaded.filter((_, index) => isEnvironment(first[index]));
  const { results: second } = await ask(python, root, lacking, ['--stubs']);
  return Promise.all(
    loaded.map(async (ours, index) => {
      const standIns = lacking.includes(ours);
      const theirs = standIns ? second[lacking.indexOf(ours)] : first[index];
      if (!theirs) throw new Error(`No answer for ${ours.project.config}`);
      const comparison = { ...compareOne(ours, theirs), standIns };
      const wrong = comparison.verdict === 'differs' || comparison.verdict === 'unexplained';
      const newer = wrong && isOlder(alembic, 1, 16) && (await needsNewer(ours));
      return newer ? { ...comparison, verdict: 'newer' as const } : comparison;
    }),
  );
}

function isOlder(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number);
  return first < major || (first === major && second < minor);
}

/**
 * What Alembic before 1.16 does not know: pyproject.toml, `path_separator`, folders below, a versions
 * folder that does not exist; and it lists files unsorted, so of two with one id either counts.
 */
async function needsNewer({ project, graph }: LoadedProject): Promise<boolean> {
  const text = await readFile(project.config, 'utf8');
  return (
    project.kind === 'pyproject' ||
    (project.kind === 'ini' && (project.recursive || /^\s*path_separator/m.test(text))) ||
    !project.versionLocations.some((folder) => existsSync(folder)) ||
    graph.problems.some(({ rule }) => rule === 'duplicate-revision-id')
  );
}

async function ask(
  python: string,
  root: string,
  loaded: readonly LoadedProject[],
  args: readonly string[],
): Promise<{ readonly alembic: string; readonly results: readonly Answer[] }> {
  const projects = loaded.map(({ project }) => project);
  const answer = await runPython(python, 'graph.py', { root, projects }, args);
  return answer as { readonly alembic: string; readonly results: readonly Answer[] };
}

function isEnvironment(answer: Answer | undefined): boolean {
  return answer?.loads === false && answer.environment;
}

function compareOne(
  { project, graph }: LoadedProject,
  answer: Answer,
): Omit<GraphComparison, 'standIns'> {
  const revisions = graph.revisions.size;
  const reasons = graph.problems.filter(({ rule }) => fatal.has(rule));
  if (answer.loads) {
    const alarms = reasons
      .filter(({ rule }) => rule !== 'unanalyzable' && rule !== 'revision-cycle')
      .map(({ rule, message }) => `false alarm ${rule}: ${message}`);
    const details = [...graphDifference(graph, answer), ...alarms];
    return { project, verdict: details.length === 0 ? 'agrees' : 'differs', revisions, details };
  }
  const named = reasons.length > 0;
  const verdict = named ? 'explained' : answer.environment ? 'environment' : 'unexplained';
  const details = [answer.error, ...reasons.map(({ message }) => `ours: ${message}`)];
  return { project, verdict, revisions, details };
}

/** One line of figures over many comparisons. */
export function graphFigures(comparisons: readonly GraphComparison[]): string {
  const verdicts: readonly Verdict[] = [
    'agrees',
    'explained',
    'environment',
    'differs',
    'unexplained',
    'newer',
  ];
  const counts = verdicts.map((verdict) => {
    const these = comparisons.filter((comparison) => comparison.verdict === verdict);
    const revisions = these.reduce((sum, comparison) => sum + comparison.revisions, 0);
    return `${these.length} ${verdict} (${revisions} revisions)`;
  });
  const standIns = comparisons.filter((comparison) => comparison.standIns).length;
  return `graph: ${comparisons.length} projects (${standIns} with stand-ins for missing packages): ${counts.join(', ')}`;
}
