import { basename, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { appliedFrom } from '../core/graph/runs.js';
import { loadProjects } from '../system/files/load-project.js';
import type { ProjectState } from './shared/analysis.js';
import { connectionName } from './project-memory.js';
import type { ProjectMemory } from './project-memory.js';
import type { ProjectStore } from './project-store.js';

const QUIET_MS = 200;

/** Reads the workspace's projects into the store, at start and whenever their files change. */
export class WorkspaceReader implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly store: ProjectStore,
    private readonly memory: ProjectMemory,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const files = vscode.workspace.createFileSystemWatcher('**/*.{py,ini,toml}');
    const note = ({ fsPath }: vscode.Uri): void => {
      this.note(fsPath);
    };
    this.disposables.push(
      files,
      files.onDidCreate(note),
      files.onDidChange(note),
      files.onDidDelete(note),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.read()),
    );
  }

  /** Reads everything; a reading that is under way is followed by another one. */
  async read(): Promise<void> {
    const before = this.reading;
    const reading = (async () => {
      await before;
      await this.readNow();
    })();
    this.reading = reading;
    await reading;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Collects changes until the files are quiet: a branch switch touches many at once. */
  private note(file: string): void {
    if (!this.concerns(file)) return;
    this.changed.add(file);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.store.forgetVerifications(new Set(this.changed));
      this.changed.clear();
      void this.read();
    }, QUIET_MS);
  }

  /** Configurations and env.py always; other Python files only where revisions stand. */
  private concerns(file: string): boolean {
    if (!file.endsWith('.py') || basename(file) === 'env.py') return true;
    const { projects } = this.store.analysis;
    return (
      file.split(sep).includes('versions') ||
      projects.some(({ project }) =>
        project.versionLocations.some((folder) => !relative(folder, file).startsWith('..')),
      )
    );
  }

  private async readNow(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const start = Date.now();
    const found = await Promise.all(
      folders.filter(({ uri }) => uri.scheme === 'file').map((folder) => this.readFolder(folder)),
    );
    const projects = found.flat();
    this.store.replace({ ready: true, projects });
    const revisions = projects.reduce((sum, { graph }) => sum + graph.order.length, 0);
    this.log.info(
      `Read ${projects.length} projects with ${revisions} revisions in ${Date.now() - start} ms`,
    );
  }

  private async readFolder({ uri, name }: vscode.WorkspaceFolder): Promise<ProjectState[]> {
    const loaded = await loadProjects(uri.fsPath);
    return loaded.map(({ project, graph }) => {
      const section = project.section === undefined ? '' : ` [${project.section}]`;
      const path = relative(uri.fsPath, project.directory).split(sep).join('/');
      const key = `${project.config}#${project.section ?? ''}`;
      const before = this.store.project(key);
      const connection = before?.connection ?? { kind: 'unknown' };
      return {
        key,
        name: `${path === '' ? name : path}${section}`,
        folder: uri.fsPath,
        project,
        graph,
        connection:
          connection.kind === 'connected'
            ? {
                kind: 'connected',
                state: { ...connection.state, ...appliedFrom(graph, connection.state.current) },
              }
            : connection,
        runner: before?.runner,
        database: connectionName(this.memory.recall(key).connection),
        verifications: before?.verifications ?? new Map(),
        running: before?.running,
      };
    });
  }
}
