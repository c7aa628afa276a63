import type * as vscode from 'vscode';
import type { ProjectStore } from './project-store.js';

/** A database that the user stored for a project; its password is in the secret storage. */
export interface StoredConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What this workspace remembers of a project. */
export interface Remembered {
  /** The user connected once: from then on the database is read without being asked. */
  readonly connected?: boolean;
  /** `kind label` of the runner that the user chose. */
  readonly runner?: string | undefined;
  /** Revisions of the last run, in its order. */
  readonly lastRun?: readonly string[];
  /** Absent for the project's own database. */
  readonly connection?: StoredConnection;
}

/** Choices per project, in the workspace state; passwords in the secret storage. */
export class ProjectMemory {
  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
    private readonly store: ProjectStore,
  ) {}

  recall(project: string): Remembered {
    return this.state.get<Remembered>(`project:${project}`, {});
  }

  async remember(project: string, change: Partial<Remembered>): Promise<void> {
    await this.state.update(`project:${project}`, { ...this.recall(project), ...change });
    if ('connection' in change) {
      this.store.update(project, { database: connectionName(change.connection) });
    }
  }

  async forgetConnection(project: string): Promise<void> {
    const { connected, runner } = this.recall(project);
    await this.state.update(`project:${project}`, { connected, runner });
    await this.secrets.delete(`password:${project}`);
    this.store.update(project, { database: undefined });
  }

  async password(project: string): Promise<string | undefined> {
    return this.secrets.get(`password:${project}`);
  }

  async storePassword(project: string, password: string): Promise<void> {
    await this.secrets.store(`password:${project}`, password);
  }
}

/** `app on localhost:5432`; undefined for the project's own database. */
export function connectionName(connection: StoredConnection | undefined): string | undefined {
  if (connection === undefined) return undefined;
  return `${connection.database} on ${connection.host}:${connection.port}`;
}
