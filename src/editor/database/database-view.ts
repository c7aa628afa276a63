import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.js';
import { databaseRows } from './database-rows.js';
import type { DatabaseRow } from './database-rows.js';

/** The Database view: the rows of `database-rows.ts`. */
export class DatabaseView implements vscode.TreeDataProvider<DatabaseRow> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly store: ProjectStore) {
    store.onDidChange(() => {
      this.changed.fire(undefined);
    });
  }

  getChildren(row?: DatabaseRow): DatabaseRow[] {
    return [...(row === undefined ? databaseRows(this.store.analysis) : (row.children ?? []))];
  }

  getTreeItem(row: DatabaseRow): vscode.TreeItem {
    const item = new vscode.TreeItem(
      row.label,
      row.children === undefined
        ? vscode.TreeItemCollapsibleState.None
        : vscode.TreeItemCollapsibleState.Expanded,
    );
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.contextValue = row.context;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.colour === undefined ? undefined : new vscode.ThemeColor(row.colour),
    );
    item.accessibilityInformation = {
      label: [row.label, row.description].filter(Boolean).join(', '),
    };
    if (row.command !== undefined) {
      item.command = {
        command: row.command,
        title: row.label,
        arguments: [{ project: row.project }],
      };
    }
    return item;
  }
}
