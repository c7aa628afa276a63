import * as vscode from 'vscode';
import type { ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { count } from '../shared/names.js';
import { shownPath } from '../real-paths.js';
import type { Command } from './command.js';
import { pickProject, revisionItem } from './targets.js';

const FIRST = 30;

type HistoryItem = vscode.QuickPickItem & { readonly revision: string | undefined };

/** The newest 30 revisions with their details, more on demand; picking one opens its file. */
export const history: Command = async ({ store }, argument) => {
  const state = await pickProject(store, argument);
  if (state === undefined) return;
  const list = vscode.window.createQuickPick<HistoryItem>();
  list.title = `History of ${state.name}: ${count(state.graph.order.length, 'revision')}`;
  list.placeholder = 'Type to filter, Enter to open';
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = historyItems(state, FIRST);
  list.onDidTriggerItemButton(({ item }) => {
    const target = { project: state.key, revision: item.revision };
    void vscode.commands.executeCommand(COMMANDS.copyRevision, target);
  });
  list.onDidAccept(() => {
    const [picked] = list.selectedItems;
    if (picked?.revision === undefined) {
      list.items = historyItems(state, list.items.length - 1 + 10 * FIRST);
      return;
    }
    list.hide();
    const target = { project: state.key, revision: picked.revision };
    void vscode.commands.executeCommand(COMMANDS.openRevision, target);
  });
  list.onDidHide(() => {
    list.dispose();
  });
  list.show();
};

function historyItems(state: ProjectState, most: number): readonly HistoryItem[] {
  const { order, revisions } = state.graph;
  const item = revisionItem(state);
  const items: HistoryItem[] = order.slice(0, most).map((id) => {
    const revision = revisions.get(id);
    const down = revision?.down ?? [];
    const depends = revision?.dependsOn ?? [];
    return {
      ...item(id),
      detail: [
        down.length === 0 ? 'first revision' : `revises ${down.join(', ')}`,
        ...(depends.length === 0 ? [] : [`depends on ${depends.join(', ')}`]),
        shownPath(revision?.file ?? ''),
      ].join(' · '),
      buttons: [{ iconPath: new vscode.ThemeIcon('copy'), tooltip: 'Copy Revision Id' }],
    };
  });
  const rest = order.length - items.length;
  if (rest <= 0) return items;
  return [
    ...items,
    {
      label: `$(history) Show older`,
      description: `${count(rest, 'revision')} more`,
      alwaysShow: true,
      revision: undefined,
    },
  ];
}
