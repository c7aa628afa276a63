import * as vscode from 'vscode';
import { planProblems, type PlanProblem } from '../../core/roadmap/plan-problems.js';
import type { ProjectStore } from '../project-store.js';
import { realPath, shownUri } from '../real-paths.js';

/** Problems of planned migrations, and their quick fixes, in the Markdown file itself. */
export function registerPlanDiagnostics(store: ProjectStore): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('alembic-pilot-roadmap');
  let last = new Map<string, string>();
  const show = (): void => {
    const now = new Map<string, string>();
    for (const { roadmap, graph } of store.analysis.projects) {
      if (!roadmap) continue;
      const { file, text, plans } = roadmap;
      const problems = planProblems(plans, graph);
      const key = JSON.stringify([text, problems]);
      now.set(file, key);
      if (last.get(file) === key) continue;
      const at = positions(text);
      collection.set(
        shownUri(file),
        problems.map((problem) => toDiagnostic(problem, at)),
      );
    }
    for (const file of last.keys()) if (!now.has(file)) collection.delete(shownUri(file));
    last = now;
  };
  show();
  const fixes = vscode.languages.registerCodeActionsProvider(
    { language: 'markdown', scheme: 'file' },
    { provideCodeActions: (document, range) => actionsAt(store, document, range) },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
  return vscode.Disposable.from(collection, fixes, store.onDidChange(show));
}

function actionsAt(
  store: ProjectStore,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.CodeAction[] {
  const file = realPath(document.uri);
  return store.analysis.projects.flatMap(({ roadmap, graph }) => {
    if (roadmap?.file !== file || roadmap.text !== document.getText()) return [];
    const toRange = rangeBy((offset) => document.positionAt(offset));
    const here = planProblems(roadmap.plans, graph).filter((problem) =>
      range.intersection(toRange(problem.range)),
    );
    return here.flatMap(({ fixes }) =>
      fixes.map(({ title, edit }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.replace(document.uri, toRange(edit.range), edit.text);
        return action;
      }),
    );
  });
}

function toDiagnostic(
  { range, message, severity }: PlanProblem,
  at: (offset: number) => vscode.Position,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(
    rangeBy(at)(range),
    message,
    severity === 'warning'
      ? vscode.DiagnosticSeverity.Warning
      : vscode.DiagnosticSeverity.Information,
  );
  made.source = 'Alembic Pilot';
  return made;
}

const rangeBy =
  (at: (offset: number) => vscode.Position) =>
  ({ from, to }: { readonly from: number; readonly to: number }): vscode.Range =>
    new vscode.Range(at(from), at(to));

/** Positions in a text that no editor may hold. */
const positions =
  (text: string) =>
  (offset: number): vscode.Position => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/u);
    return new vscode.Position(before.length - 1, before.at(-1)?.length ?? 0);
  };
