import * as vscode from 'vscode';

const PYTHON = 'ms-python.python';

/** The interpreter that the user selected in the Python extension, if that is installed. */
export async function selectedInterpreter(resource: vscode.Uri): Promise<string | undefined> {
  if (vscode.extensions.getExtension(PYTHON) === undefined) return undefined;
  const { PythonExtension } = await import('@vscode/python-extension');
  const { environments } = await PythonExtension.api();
  const environment = await environments.resolveEnvironment(
    environments.getActiveEnvironmentPath(resource),
  );
  return environment?.executable.uri?.fsPath;
}
