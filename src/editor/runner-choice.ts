import * as vscode from 'vscode';
import { ActionError } from '../actions/action-error.js';
import type { PathMapping } from '../system/runners/path-mapping.js';
import type { Runner } from '../system/runners/runner.js';
import type { ProjectMemory } from './project-memory.js';
import type { ProjectStore } from './project-store.js';
import { selectedInterpreter } from './python-extension.js';

/** Where `alembic` runs for each project: what was detected, and what the user chose of it. */
export class RunnerChoice {
  private readonly chosen = new Map<string, Runner>();

  constructor(
    private readonly store: ProjectStore,
    private readonly memory: ProjectMemory,
  ) {}

  /**
   * Everything that could run a project's Alembic, the best first.
   *
   * @throws ActionError when the workspace is not trusted: looking for runners starts processes.
   */
  async detect(key: string): Promise<readonly Runner[]> {
    const state = this.store.project(key);
    if (state === undefined || !vscode.workspace.isTrusted) return [];
    const folder = vscode.Uri.file(state.folder);
    const settings = vscode.workspace.getConfiguration('alembicPilot.runner', folder);
    const interpreter = settings.get<string>('python', '');
    const suggested = await selectedInterpreter(vscode.Uri.file(state.project.config));
    const { detectRunners } = await import('../system/runners/choose-runner.js');
    return detectRunners(state.project, state.folder, {
      template: settings.get<readonly string[]>('command', []),
      mappings: settings.get<readonly PathMapping[]>('pathMappings', []),
      ...(interpreter === '' ? {} : { interpreter }),
      ...(suggested === undefined ? {} : { suggested }),
    });
  }

  /**
   * The runner that a project uses: the user's choice, else the best.
   *
   * @throws ActionError when nothing here can run Alembic.
   */
  async current(key: string): Promise<Runner> {
    const known = this.chosen.get(key);
    if (known !== undefined) return known;
    const found = await this.detect(key);
    const wanted = this.memory.recall(key).runner;
    const runner = found.find((candidate) => nameOf(candidate) === wanted) ?? found[0];
    if (runner === undefined) throw new ActionError(NO_RUNNER);
    this.take(key, runner);
    return runner;
  }

  async choose(key: string, runner: Runner): Promise<void> {
    await this.memory.remember(key, { runner: nameOf(runner) });
    this.take(key, runner);
  }

  /** Looks again next time: environments or compose files have changed. */
  forget(): void {
    this.chosen.clear();
  }

  /** A setting says where Alembic runs: the last word, so earlier choices are dropped. */
  async obeySettings(): Promise<void> {
    this.chosen.clear();
    for (const { key } of this.store.analysis.projects)
      await this.memory.remember(key, { runner: undefined });
  }

  private take(key: string, runner: Runner): void {
    this.chosen.set(key, runner);
    this.store.update(key, { runner: runner.label });
  }
}

function nameOf({ kind, label }: Runner): string {
  return `${kind} ${label}`;
}

const NO_RUNNER = {
  title: 'Nothing here can run Alembic.',
  cause:
    'No virtual environment, Python interpreter or Docker Compose service with this project was found.',
  whatToDo:
    'Choose an interpreter in the Python extension, or set a command under "Choose Runner…".',
};
