import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';

/*
 * The engine names files with links resolved, as Alembic does; editors name them as the user opened
 * them. Both ways are asked often, so what was resolved is kept.
 */
const resolved = new Map<string, string>();

/** The path as the engine has it. */
export function realPath({ fsPath }: vscode.Uri): string {
  const known = resolved.get(fsPath);
  if (known !== undefined) return known;
  try {
    const real = realpathSync.native(fsPath);
    resolved.set(fsPath, real);
    return real;
  } catch {
    return fsPath;
  }
}

/** The file as the user would open it: below the workspace folder that leads to it, if one does. */
export function shownUri(file: string): vscode.Uri {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const below = relative(realPath(uri), file);
    if (below.startsWith('..')) continue;
    return vscode.Uri.joinPath(uri, ...below.split(sep));
  }
  return vscode.Uri.file(file);
}

/** The path from the workspace folder on, as people know the file. */
export function shownPath(file: string): string {
  return vscode.workspace.asRelativePath(shownUri(file));
}
