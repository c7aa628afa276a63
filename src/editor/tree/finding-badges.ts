import * as vscode from 'vscode';
import type { Finding, Severity } from '../../core/rules/finding.js';
import type { ProjectStore } from '../project-store.js';
import { count } from '../shared/names.js';

const SCHEME = 'alembic-pilot-revision';

/** What a row of the tree is decorated by: the file of its revision, under a scheme of our own. */
export function badgeUri(file: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: file.replaceAll('\\', '/').replace(/^(?!\/)/u, '/'),
  });
}

/** Shown as badges, the worst first; the rest is read in the file. */
const SHOWN: readonly (readonly [Severity, string])[] = [
  ['error', 'list.errorForeground'],
  ['warning', 'list.warningForeground'],
];

/** How many errors, else warnings, the rules have found in each revision's file. */
export class FindingBadges implements vscode.FileDecorationProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private counts: ReadonlyMap<string, readonly number[]> = new Map();

  constructor(private readonly store: ProjectStore) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changed,
      vscode.window.registerFileDecorationProvider(this),
      this.store.onDidCheck(() => {
        this.recount();
      }),
    );
  }

  provideFileDecoration({ scheme, path }: vscode.Uri): vscode.FileDecoration | undefined {
    if (scheme !== SCHEME) return undefined;
    const counts = this.counts.get(path) ?? [];
    const at = counts.findIndex((n) => n > 0);
    const [severity, colour] = SHOWN[at] ?? [];
    if (severity === undefined || colour === undefined) return undefined;
    const n = counts[at] ?? 0;
    const said = SHOWN.flatMap(([word], index) => {
      const found = counts[index] ?? 0;
      return found === 0 ? [] : [count(found, word)];
    });
    const badge = n > 9 ? '9+' : String(n);
    return new vscode.FileDecoration(badge, said.join(', '), new vscode.ThemeColor(colour));
  }

  private recount(): void {
    const counts = new Map<string, readonly number[]>();
    for (const { findings } of this.store.analysis.checks.values())
      for (const [file, found] of findings) {
        const own = SHOWN.map(([severity]) => found.filter((one) => isOf(one, severity)).length);
        if (own.some((n) => n > 0)) counts.set(badgeUri(file).path, own);
      }
    const before = this.counts;
    this.counts = counts;
    const paths = [...new Set([...before.keys(), ...counts.keys()])].filter(
      (path) => before.get(path)?.join() !== counts.get(path)?.join(),
    );
    if (paths.length > 0)
      this.changed.fire(paths.map((path) => vscode.Uri.from({ scheme: SCHEME, path })));
  }
}

const isOf = (finding: Finding, severity: Severity): boolean => finding.severity === severity;
