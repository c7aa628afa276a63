import type { AlembicProject } from '../project/alembic-project.js';
import type { Problem, Revision } from '../revisions/revision.js';
import { spreadLabels } from './branch-labels.js';
import { findCycles } from './cycles.js';
import { cycleProblem, headsProblem, identityProblems } from './history-problems.js';
import { linkNodes, lookup } from './links.js';
import type { Links } from './links.js';
import { collectNodes } from './nodes.js';
import type { Nodes } from './nodes.js';
import { findNumbering } from './numbering.js';
import { newestFirst } from './order.js';
import { problemsIn } from './problem-at.js';
import type { ProblemAt } from './problem-at.js';
import { References } from './references.js';
import type { LoadedFile, RevisionGraph } from './revision-graph.js';

/**
 * Builds the history of a project from its files, in Alembic's load order, by Alembic's own rules
 * (`alembic.script.revision.RevisionMap`). Where Alembic would fail, the history is built as far as
 * it goes and `problems` say why. Never throws; linear in the number of revisions.
 */
export function buildGraph(project: AlembicProject, loaded: readonly LoadedFile[]): RevisionGraph {
  const at = problemsIn(loaded);
  const files = loaded.flatMap(({ reading }) => ('revision' in reading ? [reading.revision] : []));
  const nodes = collectNodes(files);
  const ids = [...nodes.live.keys()];
  const references = new References({ ids: new Set(ids), labelled: nodes.labelled }, at);
  const links = linkNodes(nodes, references);
  const { parents, dependencies, children, dependents } = links;

  const heads = findHeads(nodes, links);
  const labels = findLabels(nodes, links);
  const numbering = findNumbering(ids);
  const problems: readonly Problem[] = [
    ...(project.problems ?? []).map((problem) => ({ rule: 'configuration', ...problem })),
    ...loaded.flatMap(({ reading }) => ('problem' in reading ? (reading.problem ?? []) : [])),
    ...identityProblems(nodes, at),
    ...references.problems,
    ...cycleProblems(nodes, links, at),
    ...headsProblem(heads, labels, nodes.live, at),
  ];
  return {
    revisions: nodes.live,
    order: newestFirst(ids, standingOn(links)),
    files,
    parents,
    dependencies,
    children,
    dependents,
    heads,
    bases: unique(files.filter(({ down }) => down.length === 0)),
    branchPoints: ids.filter((id) => lookup(children)(id).length > 1),
    mergePoints: ids.filter((id) => (nodes.live.get(id)?.down.length ?? 0) > 1),
    labels,
    labelled: nodes.labelled,
    latest: numbering?.latest ?? (heads.length === 1 ? heads[0] : undefined),
    next: numbering?.next,
    problems,
  };
}

/**
 * Alembic's heads: what no file that counts names as down revision. A displaced duplicate stays a
 * head for ever, which is why `upgrade head` fails beside one.
 */
function findHeads(nodes: Nodes, { children }: Links): readonly string[] {
  const displaced = new Set(nodes.displaced);
  return unique(
    nodes.files.filter(
      (file) => displaced.has(file) || lookup(children)(file.revision).length === 0,
    ),
  );
}

function findLabels(nodes: Nodes, links: Links): ReadonlyMap<string, readonly string[]> {
  const displaced = new Set(nodes.displaced);
  const bearers = nodes.files
    .filter(({ branchLabels }) => branchLabels.length > 0)
    .map((file) => ({
      revision: file.revision,
      labels: file.branchLabels,
      parents: links.resolved.get(file)?.parents ?? [],
      displaced: displaced.has(file),
    }));
  return spreadLabels(bearers, {
    parents: lookup(links.parents),
    children: lookup(links.children),
    dependents: lookup(links.dependents),
  });
}

/** Cycles of down revisions, and those that only dependencies close. */
function cycleProblems(nodes: Nodes, links: Links, at: ProblemAt): readonly Problem[] {
  const ids = [...nodes.live.keys()];
  const down = lookup(links.parents);
  const both = standingOn(links);
  const cycles = findCycles(ids, down);
  const cyclic = new Set(cycles.flat());
  const others = findCycles(ids, both).filter((cycle) => !cycle.some((id) => cyclic.has(id)));
  return [
    ...cycles.flatMap((cycle) => cycleProblem(cycle, 'down_revision', down, nodes.live, at)),
    ...others.flatMap((cycle) => cycleProblem(cycle, 'depends_on', both, nodes.live, at)),
  ];
}

function standingOn({ parents, dependencies }: Links): (id: string) => readonly string[] {
  return (id) => [...lookup(parents)(id), ...lookup(dependencies)(id)];
}

function unique(files: readonly Revision[]): readonly string[] {
  return [...new Set(files.map(({ revision }) => revision))];
}
