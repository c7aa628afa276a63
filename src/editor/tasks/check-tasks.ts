import * as vscode from 'vscode';

/** The type of the manifest's task definition. */
const TYPE = 'alembic-pilot';

const CHECKS = {
  all: { name: 'check all migrations', flags: ['--all'] },
  changed: { name: 'check changed migrations', flags: [] },
} as const;

type Which = keyof typeof CHECKS;

/** Tasks that run the packaged command-line tool; its findings fill the Problems view. */
export function registerCheckTasks(extension: vscode.Uri): vscode.Disposable {
  const cli = vscode.Uri.joinPath(extension, 'dist', 'cli.js').fsPath;
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
        (Object.keys(CHECKS) as Which[]).map((check) =>
          task(cli, folder, { type: TYPE, check }, check),
        ),
      ),
    resolveTask: ({ definition, scope }) => {
      const which = (Object.keys(CHECKS) as Which[]).find((name) => name === definition['check']);
      const folder =
        typeof scope === 'object' ? scope : (vscode.workspace.workspaceFolders ?? [])[0];
      return which && folder ? task(cli, folder, definition, which) : undefined;
    },
  });
}

function task(
  cli: string,
  folder: vscode.WorkspaceFolder,
  definition: vscode.TaskDefinition,
  which: Which,
): vscode.Task {
  const { name, flags } = CHECKS[which];
  // The Node.js that runs this extension runs the tool as well: none has to be installed.
  const run = new vscode.ProcessExecution(
    process.execPath,
    [cli, 'check', ...flags, '--format', 'text', '.'],
    { cwd: folder.uri.fsPath, env: { ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' } },
  );
  const made = new vscode.Task(definition, folder, name, TYPE, run, '$alembic-pilot');
  made.group = vscode.TaskGroup.Test;
  made.detail = 'Checks migrations against the rules, without running anything';
  return made;
}
