import type { AlembicProject } from '../project/alembic-project.js';
import type { Problem, Revision } from '../revisions/revision.js';
import { spreadLabels } from './branch-labels.js';
import { findCycles } from './cycles.js';
import { cycleProblem, headsProblem, identityProblems } from './history-problems.js';
import { collectNodes } from './nodes.js';
import type { Nodes } from './nodes.js';
import { findNumbering } from './numbering.js';
import { newestFirst } from './order.js';
import { problemsIn } from './problem-at.js';
import { References } from './references.js';
import type { LoadedFile, RevisionGraph } from './revision-graph.js';

/** Ids by id. */
type Links = ReadonlyMap<string, readonly string[]>;

/**
 * Builds the history of a project from its files, in Alembic's load order, by Alembic's own rules
 * (`alembic.script.revision.RevisionMap`). Where Alembic would fail, the history is built as far as
 * it goes and `problems` say why. Never throws; linear in the number of revisions.
 */
export function buildGraph(project: AlembicProject, loaded: readonly LoadedFile[]): RevisionGraph {
  const at = problemsIn(loaded);
  const files = loaded.flatMap(({ reading }) => ('revision' in reading ? [reading.revision] : []));
  const nodes = collectNodes(files);
  const { live, labelled } = nodes;
  const ids = [...live.keys()];

  const references = new References({ ids: new Set(ids), labelled }, at);
  const resolved = new Map(files.map((file) => [file, references.resolve(file)]));
  const parents = linksOf(live, (revision) => resolved.get(revision)?.parents);
  const dependencies = linksOf(live, (revision) => resolved.get(revision)?.dependencies);
  const children = reversed(ids, parents);
  const dependents = reversed(ids, dependencies);

  const heads = findHeads(nodes, (revision) => resolved.get(revision)?.parents ?? []);
  const bases = unique(files.filter(({ down }) => down.length === 0).map(idOf));
  const labels = spreadLabels(
    files.flatMap(({ revision, branchLabels }) =>
      branchLabels.length > 0 ? [{ revision, labels: branchLabels }] : [],
    ),
    { parents: lookup(parents), children: lookup(children), dependents: lookup(dependents) },
  );
  const both = (id: string) => [...lookup(parents)(id), ...lookup(dependencies)(id)];
  const versionCycles = findCycles(ids, lookup(parents));
  const cyclic = new Set(versionCycles.flat());
  const dependencyCycles = findCycles(ids, both).filter(
    (cycle) => !cycle.some((id) => cyclic.has(id)),
  );
  const numbering = findNumbering(ids);

  const problems: readonly Problem[] = [
    ...(project.problems ?? []).map((problem) => ({ rule: 'configuration', ...problem })),
    ...loaded.flatMap(({ reading }) => ('problem' in reading ? (reading.problem ?? []) : [])),
    ...identityProblems(nodes, at),
    ...references.problems,
    ...versionCycles.flatMap((cycle) =>
      cycleProblem(cycle, 'down_revision', lookup(parents), live, at),
    ),
    ...dependencyCycles.flatMap((cycle) => cycleProblem(cycle, 'depends_on', both, live, at)),
    ...headsProblem(heads, labels, live, at),
  ];
  return {
    revisions: live,
    order: newestFirst(ids, both),
    files,
    parents,
    dependencies,
    children,
    dependents,
    heads,
    bases,
    branchPoints: ids.filter((id) => lookup(children)(id).length > 1),
    mergePoints: ids.filter((id) => (live.get(id)?.down.length ?? 0) > 1),
    labels,
    labelled,
    latest: numbering?.latest ?? (heads.length === 1 ? heads[0] : undefined),
    next: numbering?.next,
    problems,
  };
}

/**
 * Alembic's heads: every file is one until a file that counts names its id as down revision. A
 * displaced duplicate stays a head for ever, which is why `upgrade head` fails beside one.
 */
function findHeads(
  nodes: Nodes,
  parentsOf: (revision: Revision) => readonly string[],
): readonly string[] {
  const counting = [
    ...nodes.live.values(),
    ...nodes.displaced.filter((file) => file.branchLabels.length > 0),
  ];
  const below = new Set(counting.flatMap((revision) => parentsOf(revision)));
  const displaced = new Set(nodes.displaced);
  return unique(
    nodes.files.filter((file) => displaced.has(file) || !below.has(file.revision)).map(idOf),
  );
}

function linksOf(
  live: ReadonlyMap<string, Revision>,
  targets: (revision: Revision) => readonly string[] | undefined,
): Links {
  return new Map([...live].map(([id, revision]) => [id, targets(revision) ?? []]));
}

function reversed(ids: readonly string[], links: Links): Links {
  const back = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const [id, targets] of links) for (const target of targets) back.get(target)?.push(id);
  return back;
}

function lookup(links: Links): (id: string) => readonly string[] {
  return (id) => links.get(id) ?? [];
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}

function idOf({ revision }: Revision): string {
  return revision;
}
