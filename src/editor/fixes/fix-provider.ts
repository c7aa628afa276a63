import * as vscode from 'vscode';
import { LineMap } from '../../core/python/lines.js';
import type { Finding } from '../../core/rules/finding.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { findingsOfFile } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import { rulePagePath } from '../shared/rule-pages.js';
import type { FindingTarget } from '../shared/finding-target.js';
import { workspaceEdit } from '../workspace-edits.js';

/** What the light bulb needs of the checker. */
export interface FixSource {
  /** Resolves when the findings are those of the texts as they are. */
  settle(): Promise<void>;
  /** A file's text after all its safe fixes; undefined where there is none to apply. */
  fixedText(file: string): string | undefined;
}

export const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('alembicPilot');

/** The light bulb: each fix of a finding, suppressing it, its page; and all safe fixes of a file. */
export class FixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL],
  };

  constructor(
    private readonly store: ProjectStore,
    private readonly source: FixSource,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    await this.source.settle();
    const file = realPath(document.uri);
    const { findings, text } = findingsOfFile(this.store.analysis, file);
    if (text === undefined || text !== document.getText()) return [];
    if (context.only && FIX_ALL.intersects(context.only) && context.only.value !== '')
      return this.fixAll(document, file);
    const here = findings.filter((finding) =>
      range.intersection(
        new vscode.Range(
          document.positionAt(finding.range.from),
          document.positionAt(finding.range.to),
        ),
      ),
    );
    const fixes = here.flatMap((finding) => this.fixesOf(finding, document, context));
    const others = here.flatMap((finding) => othersOf(finding, document, context));
    return [...fixes, ...others, ...this.everywhere(document, file, here)];
  }

  private fixesOf(
    finding: Finding,
    document: vscode.TextDocument,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const textOf = (file: string): string | undefined =>
      findingsOfFile(this.store.analysis, file).text;
    return finding.fixes.map(({ title, safety, edits }, at) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = workspaceEdit(edits, textOf);
      action.isPreferred = safety === 'safe' && at === 0;
      action.diagnostics = diagnosticsOf(finding, document, context);
      return action;
    });
  }

  private fixAll(document: vscode.TextDocument, file: string): vscode.CodeAction[] {
    const fixed = this.source.fixedText(file);
    if (fixed === undefined) return [];
    const action = new vscode.CodeAction('Apply all safe fixes of Alembic Pilot', FIX_ALL);
    action.edit = new vscode.WorkspaceEdit();
    const end = document.positionAt(document.getText().length);
    action.edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), fixed);
    return [action];
  }

  /** Offered beside a safe fix, where there are others in the file. */
  private everywhere(
    document: vscode.TextDocument,
    file: string,
    here: readonly Finding[],
  ): vscode.CodeAction[] {
    const isSafe = ({ fixes }: Finding): boolean => fixes.some(({ safety }) => safety === 'safe');
    const all = findingsOfFile(this.store.analysis, file).findings.filter(isSafe);
    if (all.length < 2 || !here.some(isSafe)) return [];
    const action = new vscode.CodeAction(
      `Apply all ${all.length} safe fixes in this file`,
      vscode.CodeActionKind.QuickFix,
    );
    const title = 'Fix All';
    action.command = { command: COMMANDS.fixAll, title, arguments: [document.uri] };
    return [action];
  }
}

/** What *Mend History* repairs, with a preview and an undo of its own. */
const mendable: ReadonlySet<string> = new Set([
  'duplicate-revision-id',
  'missing-parent',
  'multiple-heads',
  'number-taken',
]);

function othersOf(
  finding: Finding,
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const { rule, file, range } = finding;
  if (rulePagePath(rule) === undefined) return [];
  const target: FindingTarget = { rule, file, offset: range.from };
  const inMigration = document.languageId === 'python';
  const mend = mendable.has(rule) ? ([[COMMANDS.mend, 'Mend the history…']] as const) : [];
  const commands = [
    ...mend,
    ...(inMigration ? ([[COMMANDS.suppress, `Suppress ${rule} here…`]] as const) : []),
    [COMMANDS.setSeverity, `Set the severity of ${rule}…`] as const,
    [COMMANDS.openRule, `Open the page of ${rule}`] as const,
  ];
  return commands.map(([command, title]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command, title, arguments: [target] };
    action.diagnostics = diagnosticsOf(finding, document, context);
    return action;
  });
}

/** The diagnostics that VS Code shows for a finding, so that it knows what an action is about. */
function diagnosticsOf(
  { rule, range }: Finding,
  document: vscode.TextDocument,
  { diagnostics }: vscode.CodeActionContext,
): vscode.Diagnostic[] {
  const lines = new LineMap(document.getText());
  const start = lines.position(range.from);
  return diagnostics.filter((diagnostic) => {
    const { code } = diagnostic;
    const id = typeof code === 'object' ? code.value : code;
    const { line, character } = diagnostic.range.start;
    return id === rule && line === start.line - 1 && character === start.column - 1;
  });
}
