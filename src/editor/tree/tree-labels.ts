import { databaseOf, pendingOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import { count, listNames, revisionTitle } from '../shared/names.js';
import { obstacle } from '../../core/graph/blocking-problems.js';
import { wordsOf } from '../shared/revision-states.js';
import type { RevisionWord } from '../shared/revision-states.js';
import { plannedLabel, planLabel } from './plan-labels.js';
import { row, type RowLabel } from './row-label.js';
import { problemsOf } from './tree-nodes.js';
import type { TreeNode } from './tree-nodes.js';

const REVISION_LOOKS: Readonly<Record<RevisionWord, readonly [icon: string, colour?: string]>> = {
  broken: ['error', 'problemsErrorIcon.foreground'],
  current: ['pass-filled', 'alembicPilot.holdsForeground'],
  applied: ['check', 'alembicPilot.holdsForeground'],
  pending: ['circle-outline', 'alembicPilot.cannotTellForeground'],
  head: ['arrow-circle-up', 'charts.blue'],
  'merge point': ['git-merge'],
  'branch point': ['repo-forked'],
  base: ['git-commit'],
};

/** A function that labels the rows of one project; looks up the words of its revisions once. */
export function rowLabels(state: ProjectState): (node: TreeNode) => RowLabel {
  const words = wordsOf(state);
  return (node) => {
    switch (node.kind) {
      case 'project':
        return projectLabel(state);
      case 'problems':
        return problemsLabel(problemsOf(state).length);
      case 'problem':
        return row(node.problem.message, '', 'error', 'problem', REVISION_LOOKS.broken[1]);
      case 'unknown':
        return row(
          `Database is at ${node.revision}`,
          'no file has this revision',
          'warning',
          'unknown',
          'problemsWarningIcon.foreground',
        );
      case 'planned':
        return plannedLabel(state);
      case 'plan':
        return planLabel(state, node.plan);
      case 'older':
        return olderLabel(state, node.from, node.to);
      case 'revision':
        return revisionLabel(state, node.revision, words(node.revision));
    }
  };
}

/**
 * Written as Alembic writes it: id, then what it is in brackets, then the message. What holds for
 * most revisions of a long history stands behind.
 */
function revisionLabel(state: ProjectState, id: string, words: readonly RevisionWord[]): RowLabel {
  const revision = state.graph.revisions.get(id);
  const [icon, colour] = REVISION_LOOKS[words[0] ?? 'base'];
  const special = words.filter((word) => word !== 'base' && word !== 'applied');
  const marked = special.length === 0 ? id : `${id} (${special.join(', ')})`;
  const title = revision === undefined ? id : revisionTitle(revision);
  const behind = [
    ...words.filter((word) => word === 'applied'),
    ...(revision?.branchLabels ?? []).map((label) => `label ${label}`),
  ];
  const context = ['revision', ...words].join(';');
  return row(marked + title.slice(id.length), behind.join(' · '), icon, context, colour);
}

function projectLabel(state: ProjectState): RowLabel {
  const { graph } = state;
  const stop = obstacle(graph);
  // The most telling first: a narrow side bar cuts the rest.
  const facts = [
    ...(stop === undefined ? [] : [stop.reason]),
    ...databaseWords(state),
    ...(graph.heads.length > 1 ? [`${graph.heads.length} heads: ${listNames(graph.heads)}`] : []),
    ...(graph.heads.length === 1 ? [`head ${graph.heads[0] ?? ''}`] : []),
    ...(graph.order.length === 0 ? ['no revisions yet'] : []),
    ...(graph.next === undefined ? [] : [`next ${graph.next}`]),
    ...(state.connection.kind === 'unknown' ? ['not connected'] : []),
  ];
  const [icon, colour] =
    stop !== undefined || graph.heads.length > 1
      ? ['warning', 'problemsWarningIcon.foreground']
      : ['versions', undefined];
  return row(state.name, facts.join(' · '), icon, `project;${state.connection.kind}`, colour);
}

function databaseWords(state: ProjectState): readonly string[] {
  if (state.running !== undefined) return [`${state.running.verb.toLowerCase()}…`];
  const database = databaseOf(state);
  if (database === undefined) {
    const words = { unknown: [], connecting: ['connecting…'], failed: ['cannot connect'] };
    return state.connection.kind === 'connected' ? [] : words[state.connection.kind];
  }
  const { current, unknown } = database;
  if (unknown.length > 0) return [`at unknown ${listNames(unknown)}`];
  const pending = pendingOf(state) ?? 0;
  if (pending === 0) return ['nothing pending'];
  const at = current.length === 0 ? 'empty database' : `at ${listNames(current)}`;
  return [`${pending} pending`, at];
}

function problemsLabel(n: number): RowLabel {
  return row(
    count(n, 'problem'),
    'Alembic would fail or mislead',
    'error',
    'problems',
    REVISION_LOOKS.broken[1],
  );
}

function olderLabel(state: ProjectState, from: number, to: number): RowLabel {
  const { order } = state.graph;
  const label = `Older: ${order[from] ?? ''} to ${order[to - 1] ?? ''}`;
  return row(label, count(to - from, 'revision'), 'history', 'older');
}
