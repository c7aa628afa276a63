import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Analysis, ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { ProjectStore } from '../project-store.js';
import { shownPath } from '../real-paths.js';
import { badgeUri, FindingBadges } from './finding-badges.js';
import { rowLabels } from './tree-labels.js';
import type { RowLabel } from './row-label.js';
import { childNodes, nodeId, parentNode } from './tree-nodes.js';
import type { TreeNode } from './tree-nodes.js';
import { createDate, projectTooltip, revisionTooltip } from './tooltip.js';

/** Registers the Migrations view, which says by itself what does not work in Restricted Mode. */
export function registerMigrationsView(store: ProjectStore): vscode.Disposable {
  const view = vscode.window.createTreeView('alembicPilot.migrations', {
    treeDataProvider: new MigrationsTree(store),
    showCollapseAll: true,
  });
  const say = ({ trusted, projects }: Analysis): void => {
    view.message = trusted || projects.length === 0 ? '' : RESTRICTED;
  };
  return vscode.Disposable.from(view, new FindingBadges(store).register(), store.onDidChange(say));
}

const RESTRICTED = 'Restricted Mode: the history can be browsed; nothing is run.';

/** The rows of `tree-nodes.ts`, labelled by `tree-labels.ts`. */
class MigrationsTree implements vscode.TreeDataProvider<TreeNode> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly labels = new WeakMap<ProjectState, (node: TreeNode) => RowLabel>();

  constructor(private readonly store: ProjectStore) {
    store.onDidChange(() => {
      this.changed.fire(undefined);
    });
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...childNodes(this.store.analysis, node)];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return parentNode(this.store.analysis, node);
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const state = stateOf(this.store.analysis, node);
    if (state === undefined) return new vscode.TreeItem('');
    const label = this.labelsOf(state)(node);
    const item = new vscode.TreeItem(label.label, collapsible(node));
    item.id = nodeId(node);
    item.description = label.description;
    item.iconPath = new vscode.ThemeIcon(
      label.icon,
      label.colour === undefined ? undefined : new vscode.ThemeColor(label.colour),
    );
    item.accessibilityInformation = { label: label.accessible };
    item.contextValue = label.context;
    const file = fileOf(state, node);
    if (file !== undefined) item.resourceUri = badgeUri(file);
    const click = clickOf(node, label.label);
    if (click !== undefined) item.command = click;
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const state = stateOf(this.store.analysis, node);
    if (state !== undefined) item.tooltip = await tooltip(state, node);
    return item;
  }

  private labelsOf(state: ProjectState): (node: TreeNode) => RowLabel {
    const known = this.labels.get(state);
    if (known !== undefined) return known;
    const made = rowLabels(state);
    this.labels.set(state, made);
    return made;
  }
}

function stateOf(analysis: Analysis, node: TreeNode): ProjectState | undefined {
  return analysis.projects.find(({ key }) => key === node.project);
}

function fileOf({ graph }: ProjectState, node: TreeNode): string | undefined {
  return node.kind === 'revision' ? graph.revisions.get(node.revision)?.file : undefined;
}

function collapsible(node: TreeNode): vscode.TreeItemCollapsibleState {
  if (node.kind === 'project' || node.kind === 'problems') {
    return vscode.TreeItemCollapsibleState.Expanded;
  }
  return node.kind === 'older' || node.kind === 'planned'
    ? vscode.TreeItemCollapsibleState.Collapsed
    : vscode.TreeItemCollapsibleState.None;
}

function clickOf(node: TreeNode, title: string): vscode.Command | undefined {
  switch (node.kind) {
    case 'revision':
      return { command: COMMANDS.openRevision, title: `Open ${title}`, arguments: [node] };
    case 'plan':
      return { command: COMMANDS.openPlan, title: `Open ${title}`, arguments: [node] };
    case 'problem':
      return { command: COMMANDS.openProblem, title: 'Open', arguments: [node.problem] };
    default:
      return undefined;
  }
}

async function tooltip(state: ProjectState, node: TreeNode): Promise<vscode.MarkdownString> {
  const markdown = new vscode.MarkdownString(undefined, true);
  if (node.kind === 'project')
    return markdown.appendMarkdown(projectTooltip(state, shownPath(state.project.config)));
  if (node.kind === 'problem') {
    return markdown.appendText(
      `${node.problem.message}\n${shownPath(node.problem.file)}:${node.problem.line}`,
    );
  }
  if (node.kind === 'unknown') return markdown.appendMarkdown(UNKNOWN_REVISION);
  const revision = node.kind === 'revision' ? state.graph.revisions.get(node.revision) : undefined;
  if (revision === undefined) return markdown;
  const text = await readFile(revision.file, 'utf8').catch(() => '');
  return markdown.appendMarkdown(
    revisionTooltip(state, revision, shownPath(revision.file), createDate(text)),
  );
}

const UNKNOWN_REVISION = [
  'The version table names a revision that no file of this project has.',
  'Usually another git branch applied it: check that branch out and roll it back there, ' +
    'or, if its changes are gone or wanted, use *Stamp…* to tell the database where it is.',
].join('\n\n');
