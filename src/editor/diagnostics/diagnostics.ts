import * as vscode from 'vscode';
import { LineMap } from '../../core/python/lines.js';
import type { Finding } from '../../core/rules/finding.js';
import type { ProjectStore } from '../project-store.js';
import { realPath, shownUri } from '../real-paths.js';
import { findingsOfFile } from '../shared/analysis.js';
import type { Analysis } from '../shared/analysis.js';
import { toDiagnostic } from './to-diagnostic.js';

/** The problem matcher of the manifest bears the same name: a task's findings are ours. */
const OWNER = 'alembic-pilot';

/** Shows the findings of the store in editors and in the Problems view. */
export function registerDiagnostics(store: ProjectStore): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(OWNER);
  const shown = new Map<string, Shown>();
  const show = (analysis: Analysis): void => {
    const files = new Set([...analysis.checks.values()].flatMap((one) => [...one.findings.keys()]));
    for (const file of new Set([...shown.keys(), ...files])) {
      const { findings, text = '' } = findingsOfFile(analysis, file);
      const before = shown.get(file);
      if (before && same(before.findings, findings) && before.text === text) continue;
      if (findings.length === 0) {
        shown.delete(file);
        collection.delete(shownUri(file));
        continue;
      }
      if (isStale(file, text)) continue;
      shown.set(file, { findings, text });
      const textOf = (other: string): string | undefined => findingsOfFile(analysis, other).text;
      const lines = new LineMap(text);
      collection.set(
        shownUri(file),
        findings.map((finding) => toDiagnostic(finding, lines, textOf)),
      );
    }
  };
  return vscode.Disposable.from(collection, store.onDidCheck(show));
}

interface Shown {
  readonly findings: readonly Finding[];
  readonly text: string;
}

const same = (a: readonly Finding[], b: readonly Finding[]) =>
  a.length === b.length && a.every((finding, at) => finding === b[at]);

/** The user has typed since: what is found in the new text follows, and VS Code moves the old. */
function isStale(file: string, text: string): boolean {
  const open = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === 'file' && realPath(uri) === file,
  );
  return open !== undefined && open.getText() !== text;
}
