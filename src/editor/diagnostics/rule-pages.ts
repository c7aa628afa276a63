import * as vscode from 'vscode';
import { RULE_PAGE_SCHEME } from '../shared/rule-pages.js';

/** Serves the packaged pages of the rules, so that a finding's code opens its page offline. */
export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(RULE_PAGE_SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      const page = vscode.Uri.joinPath(extension, 'docs', 'rules', path);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    },
  });
}
