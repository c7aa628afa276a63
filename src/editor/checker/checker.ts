import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { configurationName } from '../../actions/configuration-file.js';
import type { Configuration } from '../../core/rules/configuration.js';
import type { Migration } from '../../core/rules/rule.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import { databaseOf } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import type { WorkspaceReader } from '../workspace-reader.js';
import { openTexts } from './open-texts.js';
import type { ProjectCheck } from './project-check.js';
import { slices } from './slices.js';

/** After the last keystroke, in milliseconds: the file itself, and everything else. */
const TYPED_MS = 120;
const REST_MS = 900;

/** What a project was read for: when one of these is another, it is read again. */
type Cause = readonly unknown[];

/**
 * Checks every project by the rules, and puts what they say into the store. A keystroke costs the
 * file that it is in; what else it concerns follows when the user pauses, in short turns.
 */
export class Checker implements vscode.Disposable {
  private readonly checks = new Map<string, ProjectCheck>();
  private readonly causes = new Map<string, Cause>();
  private readonly typed = new Set<string>();
  private readonly disposables: vscode.Disposable[];
  private settings = 0;
  private all = false;
  private work: Promise<void> = Promise.resolve();
  private typedTimer: NodeJS.Timeout | undefined;
  private restTimer: NodeJS.Timeout | undefined;
  private codeTimer: NodeJS.Timeout | undefined;
  private ends = new AbortController();

  constructor(
    private readonly store: ProjectStore,
    private readonly reader: WorkspaceReader,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${configurationName}`);
    const again = (): void => {
      this.settings++;
      this.refresh();
    };
    const code = vscode.workspace.createFileSystemWatcher('**/*.py');
    const codeChanged = ({ fsPath }: vscode.Uri): void => {
      if (!/[\\/](?:versions|\.venv|venv|node_modules|site-packages)[\\/]/u.test(fsPath))
        this.codeLater();
    };
    this.disposables = [
      watcher,
      code,
      code.onDidCreate(codeChanged),
      code.onDidChange(codeChanged),
      code.onDidDelete(codeChanged),
      watcher.onDidCreate(again),
      watcher.onDidChange(again),
      watcher.onDidDelete(again),
      store.onDidChange(() => {
        this.refresh();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('alembicPilot.check')) again();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.note(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.note(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.note(document);
      }),
    ];
    this.refresh();
  }

  /** Resolves when the findings are those of the texts as they are now, open files at least. */
  async settle(): Promise<void> {
    this.refresh();
    await this.work;
    if (this.typed.size > 0) this.checkTyped();
  }

  /** A migration with the schema around it, as a document holds it; undefined before it was checked. */
  migrationIn(key: string, file: string, text: string): Migration | undefined {
    return this.checks.get(key)?.migrationIn(file, text);
  }

  /** Checks every revision from now on, old ones too. */
  async checkAll(
    progress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.all = true;
    this.settings++;
    this.refresh(false);
    await this.work;
    await this.checkRest(signal, progress);
  }

  /** A file's text after all its safe fixes; undefined where there is none to apply. */
  fixedText(file: string): string | undefined {
    const check = this.checkOf(file);
    return check?.fixed(file, openTexts(check.basis.facts.texts));
  }

  /** Where the configuration of a file's project is, or would be. */
  configurationOf(file: string): string | undefined {
    const check = this.checkOf(file);
    if (!check) return undefined;
    const { facts, loaded } = check.basis;
    return facts.configurationFile ?? join(dirname(loaded.project.config), configurationName);
  }

  /** What the settings say of a workspace folder. */
  async settingsFor(folder: string): Promise<Configuration> {
    return (await import('./check-settings.js')).configuredBySettings(folder);
  }

  private checkOf(file: string): ProjectCheck | undefined {
    return [...this.checks.values()].find(({ basis }) => basis.facts.texts.has(file));
  }

  dispose(): void {
    this.ends.abort();
    clearTimeout(this.typedTimer);
    clearTimeout(this.restTimer);
    clearTimeout(this.codeTimer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Reads what the checks of projects rest on, where that may have changed. */
  private refresh(rest = true): void {
    const { projects } = this.store.analysis;
    const gone = [...this.checks.keys()].filter((key) => !projects.some((one) => one.key === key));
    for (const key of gone) {
      this.checks.delete(key);
      this.causes.delete(key);
      this.store.putChecks(key, undefined);
    }
    const stale = projects.filter((state) => {
      const cause = this.causeOf(state);
      const known = this.causes.get(state.key);
      if (known && cause.every((one, at) => one === known[at])) return false;
      this.causes.set(state.key, cause);
      return true;
    });
    if (stale.length === 0) return;
    this.work = this.work.then(async () => {
      for (const state of stale) await this.read(state).catch(this.failed);
      if (rest) this.later();
    });
  }

  private causeOf(state: ProjectState): Cause {
    const database = databaseOf(state);
    const applied = database && [...database.applied].sort().join(' ');
    const version = database?.identity.serverVersion;
    return [state.graph, applied, version, this.settings, this.store.analysis.trusted];
  }

  private async read(state: ProjectState): Promise<void> {
    const loaded = this.reader.loaded(state.key);
    if (!loaded) return;
    const { readCheck } = await import('./read-check.js');
    const mode = { all: this.all, trusted: this.store.analysis.trusted };
    const check = await readCheck(state, loaded, mode, this.checks.get(state.key));
    this.checks.set(state.key, check);
    const open = openTexts(check.basis.facts.texts);
    check.follow(open, false);
    const ids = [...open.keys()].flatMap((file) => check.idOf(file) ?? []);
    check.checkRevisions(ids, open);
    this.store.putChecks(state.key, check.result(open));
  }

  private note(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'file') return;
    const file = realPath(document.uri);
    const concerned = [...this.checks.values()].some(({ basis }) => basis.facts.texts.has(file));
    if (file.endsWith(configurationName)) this.settings++;
    else if (!concerned) return;
    this.typed.add(file);
    clearTimeout(this.typedTimer);
    this.typedTimer = setTimeout(() => {
      this.refresh();
      this.checkTyped();
    }, TYPED_MS);
  }

  /** Checks the files that were typed in, at once. */
  private checkTyped(): void {
    clearTimeout(this.typedTimer);
    const typed = [...this.typed];
    this.typed.clear();
    for (const [key, check] of this.checks) {
      if (!typed.some((file) => check.basis.facts.texts.has(file))) continue;
      const open = openTexts(check.basis.facts.texts);
      const moved = check.follow(open, false);
      const ids = typed.flatMap((file) => check.idOf(file) ?? []);
      check.checkRevisions(ids, open);
      // What is found in models and schemas belongs to the history; its places are those of the text.
      const { code } = check.basis.facts.outside;
      if (moved || typed.some((file) => code?.texts.has(file))) check.checkHistory(open);
      this.store.putChecks(key, check.result(open));
    }
    this.later();
  }

  /** Models and schemas may have changed on disk: many files do at a switch of the branch. */
  private codeLater(): void {
    clearTimeout(this.codeTimer);
    this.codeTimer = setTimeout(() => {
      this.settings++;
      this.refresh();
    }, REST_MS);
  }

  private later(): void {
    this.ends.abort();
    this.ends = new AbortController();
    const { signal } = this.ends;
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => {
      void this.checkRest(signal).catch(this.failed);
    }, REST_MS);
  }

  /** Checks everything that is selected or open, in turns; ends where the user types again. */
  private async checkRest(
    signal: AbortSignal,
    progress?: (done: number, total: number) => void,
  ): Promise<void> {
    for (const [key, check] of this.checks) {
      const open = openTexts(check.basis.facts.texts);
      check.follow(open, true);
      const ids = check.wanted(open);
      for await (const { part, done } of slices(ids)) {
        if (signal.aborted || this.checks.get(key) !== check) return;
        check.checkRevisions(part, open);
        progress?.(done, ids.length);
      }
      check.checkHistory(open);
      check.retain(ids);
      const result = check.result(open);
      this.store.putChecks(key, result);
      this.tell(key, result.coverage.revisions);
    }
  }

  private tell(key: string, revisions: number): void {
    const checks = this.store.analysis.checks.get(key);
    if (!checks) return;
    const { coverage, selection, findings, postgres } = checks;
    const count = [...findings.values()].flat().length;
    const { understood, operations, unanalyzable } = coverage;
    this.log.info(
      `Checked ${revisions} revisions of ${this.store.project(key)?.name ?? key} for PostgreSQL ${postgres}` +
        ` (${selection.reason}): ${count} findings; ${understood} of ${operations} operations understood,` +
        ` ${unanalyzable.length} places could not be read`,
    );
  }

  private readonly failed = (error: unknown): void => {
    this.log.error(error instanceof Error ? error : String(error));
  };
}
