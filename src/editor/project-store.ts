import * as vscode from 'vscode';
import type { Verification } from '../actions/types.js';
import type { Analysis, ProjectChecks, ProjectState } from './shared/analysis.js';

/** The one place that holds the analysis. It is replaced, never changed; every view is a function of it. */
export class ProjectStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Analysis>();
  readonly onDidChange = this.changed.event;
  private readonly checked = new vscode.EventEmitter<Analysis>();
  /** The rules have something else to say. */
  readonly onDidCheck = this.checked.event;
  private current: Analysis = {
    ready: false,
    trusted: vscode.workspace.isTrusted,
    projects: [],
    checks: new Map(),
  };

  get analysis(): Analysis {
    return this.current;
  }

  project(key: string): ProjectState | undefined {
    return this.current.projects.find((state) => state.key === key);
  }

  replace(change: Partial<Analysis>): void {
    this.current = { ...this.current, ...change };
    this.changed.fire(this.current);
  }

  /** Replaces what is known of one project; does nothing when it has gone meanwhile. */
  update(key: string, change: Partial<ProjectState>): void {
    if (this.project(key) === undefined) return;
    this.replace({
      projects: this.current.projects.map((state) =>
        state.key === key ? { ...state, ...change } : state,
      ),
    });
  }

  /** Replaces what the rules say of a project; undefined: they say nothing any more. */
  putChecks(key: string, found: ProjectChecks | undefined): void {
    const checks = new Map(this.current.checks);
    if (found) checks.set(key, found);
    else checks.delete(key);
    this.current = { ...this.current, checks };
    this.checked.fire(this.current);
  }

  /** Keeps the newest verification of each revision. */
  addVerifications(key: string, added: readonly Verification[]): void {
    const state = this.project(key);
    if (state === undefined || added.length === 0) return;
    const verifications = new Map(state.verifications);
    for (const verification of added) verifications.set(verification.revision, verification);
    this.update(key, { verifications });
  }

  /** A verification speaks of a text; when the file changes it speaks of nothing. */
  forgetVerifications(files: ReadonlySet<string>): void {
    for (const state of this.current.projects) {
      const kept = [...state.verifications].filter(([, { file }]) => !files.has(file));
      if (kept.length < state.verifications.size) {
        this.update(state.key, { verifications: new Map(kept) });
      }
    }
  }

  dispose(): void {
    this.changed.dispose();
    this.checked.dispose();
  }
}
