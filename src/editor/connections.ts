import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { ActionError } from '../actions/action-error.js';
import type { ActionContext, ActionPorts, DatabaseState, Failure } from '../actions/types.js';
import type { ReviewGate } from '../core/rules/configuration.js';
import type { ProjectMemory } from './project-memory.js';
import type { ProjectStore } from './project-store.js';
import type { RunnerChoice } from './runner-choice.js';
import type { ProjectState } from './shared/analysis.js';

/** Reads databases, and makes the context that every action works in. */
export class Connections implements vscode.Disposable {
  private readonly reading = new Map<string, Promise<DatabaseState>>();
  private readonly ends = new AbortController();

  constructor(
    private readonly store: ProjectStore,
    private readonly memory: ProjectMemory,
    private readonly runners: RunnerChoice,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** @throws ActionError when the workspace is not trusted, the project has gone, or nothing runs Alembic. */
  async context(key: string): Promise<ActionContext> {
    const state = this.store.project(key);
    if (!vscode.workspace.isTrusted) throw new ActionError(NOT_TRUSTED);
    if (state === undefined) throw new ActionError(GONE);
    const runner = await this.runners.current(key);
    const connection = this.memory.recall(key).connection;
    const database =
      connection === undefined
        ? ({ kind: 'project' } as const)
        : ({
            kind: 'connection',
            ...connection,
            password: await this.memory.password(key),
          } as const);
    const review = await reviewGate(state);
    return { project: state.project, graph: state.graph, runner, database, review };
  }

  /** Ports for an action that only reads. */
  readingPorts(signal: AbortSignal = this.ends.signal): ActionPorts {
    return {
      confirm: () => Promise.resolve(false),
      progress: () => undefined,
      log: (line) => {
        this.log.info(line);
      },
      signal,
    };
  }

  /**
   * Asks a project's database where it stands; the answer or the failure goes into the store.
   * A reading that is under way is joined.
   *
   * @throws ActionError with what the user can do.
   */
  async connect(key: string, signal?: AbortSignal): Promise<DatabaseState> {
    const known = this.reading.get(key);
    if (known !== undefined) return known;
    const reading = this.read(key, signal).finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }

  /** Reads again, without a word, every database that the user connected to before. */
  async refresh(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const wanted = this.store.analysis.projects.filter(
      ({ key, running }) => running === undefined && this.memory.recall(key).connected === true,
    );
    await Promise.allSettled(wanted.map(({ key }) => this.connect(key)));
  }

  async disconnect(key: string): Promise<void> {
    await this.memory.remember(key, { connected: false });
    this.store.update(key, { connection: { kind: 'unknown' }, verifications: new Map() });
  }

  dispose(): void {
    this.ends.abort();
  }

  private async read(key: string, signal?: AbortSignal): Promise<DatabaseState> {
    if (this.store.project(key)?.connection.kind !== 'connected') {
      this.store.update(key, { connection: { kind: 'connecting' } });
    }
    try {
      const { connect } = await import('../actions/connect.js');
      const state = await connect(await this.context(key), this.readingPorts(signal));
      this.store.update(key, { connection: { kind: 'connected', state } });
      await this.memory.remember(key, { connected: true });
      return state;
    } catch (error) {
      const failure = failureOf(error);
      this.log.error(`${failure.title} ${failure.cause}`);
      this.store.update(key, { connection: { kind: 'failed', failure } });
      throw error;
    }
  }
}

/** Whether unread migrations may be applied: `.alembic-pilot.yaml` has the last word. */
async function reviewGate({ project, folder }: ProjectState): Promise<ReviewGate> {
  const { configurationAt } = await import('../actions/read-configuration.js');
  const { configuration } = await configurationAt(dirname(project.config), { root: folder });
  const settings = vscode.workspace.getConfiguration('alembicPilot', vscode.Uri.file(folder));
  return configuration.review ?? settings.get<ReviewGate>('review', 'enforce');
}

/** What went wrong, in words for people, whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ActionError) return error.failure;
  return {
    title: 'Something unexpected happened.',
    cause: error instanceof Error ? error.message : String(error),
    whatToDo: 'The log has the details.',
  };
}

const NOT_TRUSTED: Failure = {
  title: 'This workspace is not trusted.',
  cause: 'Running Alembic means running the code of this workspace.',
  whatToDo: 'Trust the workspace, then try again.',
};

const GONE: Failure = {
  title: 'This project is no longer there.',
  cause: 'Its configuration was removed or renamed.',
  whatToDo: 'Refresh the Migrations view.',
};
