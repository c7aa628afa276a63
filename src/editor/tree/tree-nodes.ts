import type { StatedPlan } from '../../actions/roadmap.js';
import type { Problem } from '../../core/revisions/revision.js';
import { databaseOf } from '../shared/analysis.js';
import type { Analysis, ProjectState } from '../shared/analysis.js';

/** How many revisions stand in one group. */
export const PAGE = 100;

/** A row of the Migrations view. */
export type TreeNode =
  | { readonly kind: 'project'; readonly project: string }
  | { readonly kind: 'problems'; readonly project: string }
  | { readonly kind: 'problem'; readonly project: string; readonly problem: Problem }
  /** The database stands at a revision that no file has. */
  | { readonly kind: 'unknown'; readonly project: string; readonly revision: string }
  | { readonly kind: 'revision'; readonly project: string; readonly revision: string }
  | { readonly kind: 'planned'; readonly project: string }
  /** A row of the roadmap, by its number. */
  | { readonly kind: 'plan'; readonly project: string; readonly plan: string }
  /** Revisions `from` to `to` (exclusive) of the graph's order. */
  | {
      readonly kind: 'older';
      readonly project: string;
      readonly from: number;
      readonly to: number;
    };

export function nodeId(node: TreeNode): string {
  switch (node.kind) {
    case 'problem':
      return [
        node.kind,
        node.project,
        node.problem.file,
        node.problem.line,
        node.problem.rule,
      ].join('|');
    case 'revision':
    case 'unknown':
      return [node.kind, node.project, node.revision].join('|');
    case 'plan':
      return [node.kind, node.project, node.plan].join('|');
    case 'older':
      return [node.kind, node.project, node.from].join('|');
    default:
      return [node.kind, node.project].join('|');
  }
}

/** The rows below a row; without one, the projects. */
export function childNodes(analysis: Analysis, parent?: TreeNode): readonly TreeNode[] {
  if (parent === undefined) {
    return analysis.projects.map(({ key }) => ({ kind: 'project', project: key }));
  }
  const state = analysis.projects.find(({ key }) => key === parent.project);
  if (state === undefined) return [];
  switch (parent.kind) {
    case 'project':
      return projectChildren(state);
    case 'problems':
      return problemsOf(state).map((problem) => ({ kind: 'problem', project: state.key, problem }));
    case 'planned':
      return plansOf(state).map(({ plan }) => ({
        kind: 'plan',
        project: state.key,
        plan: plan.number,
      }));
    case 'older':
      return revisionNodes(state, parent.from, parent.to);
    default:
      return [];
  }
}

/** The row above a row, so that the view can reveal it. */
export function parentNode(analysis: Analysis, node: TreeNode): TreeNode | undefined {
  const project: TreeNode = { kind: 'project', project: node.project };
  if (node.kind === 'project') return undefined;
  if (node.kind === 'problem') return { kind: 'problems', project: node.project };
  if (node.kind === 'plan') return { kind: 'planned', project: node.project };
  if (node.kind !== 'revision') return project;
  const state = analysis.projects.find(({ key }) => key === node.project);
  const index = state?.graph.order.indexOf(node.revision) ?? -1;
  if (state === undefined || index < PAGE) return project;
  return olderNode(state, index - (index % PAGE));
}

/** Problems of the history, and what of the configuration could not be read. */
export function problemsOf(state: ProjectState): readonly Problem[] {
  const warnings = state.project.warnings.map((message) => ({
    rule: 'configuration-warning',
    message,
    file: state.project.config,
    line: 1,
  }));
  return [...state.graph.problems, ...warnings];
}

/** Planned migrations, each number once: a row of the tree has to be one of its kind. */
export function plansOf({ roadmap }: ProjectState): readonly StatedPlan[] {
  const plans = roadmap?.plans ?? [];
  return plans.filter(
    ({ plan }, at) => plans.findIndex((other) => other.plan.number === plan.number) === at,
  );
}

function projectChildren(state: ProjectState): readonly TreeNode[] {
  const { length } = state.graph.order;
  const unknown = databaseOf(state)?.unknown ?? [];
  const rows: TreeNode[] = unknown.map((revision) => ({
    kind: 'unknown',
    project: state.key,
    revision,
  }));
  if (problemsOf(state).length > 0) rows.push({ kind: 'problems', project: state.key });
  if (plansOf(state).length > 0) rows.push({ kind: 'planned', project: state.key });
  rows.push(...revisionNodes(state, 0, Math.min(PAGE, length)));
  for (let from = PAGE; from < length; from += PAGE) rows.push(olderNode(state, from));
  return rows;
}

function olderNode(state: ProjectState, from: number): TreeNode {
  const to = Math.min(from + PAGE, state.graph.order.length);
  return { kind: 'older', project: state.key, from, to };
}

function revisionNodes(state: ProjectState, from: number, to: number): readonly TreeNode[] {
  return state.graph.order
    .slice(from, to)
    .map((revision) => ({ kind: 'revision', project: state.key, revision }));
}
