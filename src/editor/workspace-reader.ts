import { basename, relative } from 'node:path';
import * as vscode from 'vscode';
import { appliedFrom } from '../core/graph/runs.js';
import { loadProject, loadProjects } from '../system/files/load-project.js';
import type { LoadedProject, ReadCache } from '../system/files/load-project.js';
import { proveProject } from '../system/files/prove-project.js';
import type { ProjectMemory } from './project-memory.js';
import { connectionName } from './project-memory.js';
import type { ProjectStore } from './project-store.js';
import { realPath } from './real-paths.js';
import type { ProjectState } from './shared/analysis.js';

/** Reads the workspace's projects into the store. */
export class WorkspaceReader {
  private reading: Promise<void> = Promise.resolve();
  /** Every revision file as it was read last. */
  private readonly cache: ReadCache = new Map();
  private readonly loadedProjects = new Map<string, LoadedProject>();

  constructor(
    private readonly store: ProjectStore,
    private readonly memory: ProjectMemory,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** A project with its files, as they were read last. */
  loaded(key: string): LoadedProject | undefined {
    return this.loadedProjects.get(key);
  }

  /** Looks for projects, and reads all of them. */
  async read(): Promise<void> {
    return this.after(async () => {
      this.cache.clear();
      const folders = (vscode.workspace.workspaceFolders ?? []).filter(
        ({ uri }) => uri.scheme === 'file',
      );
      const found = await Promise.all(
        folders.map(async ({ uri, name }) => {
          const loaded = await loadProjects(uri.fsPath);
          return loaded.map((project) => ({
            loaded: project,
            state: this.stateOf(project, uri.fsPath, name),
          }));
        }),
      );
      this.loadedProjects.clear();
      for (const { loaded, state } of found.flat()) this.loadedProjects.set(state.key, loaded);
      this.store.replace({ ready: true, projects: found.flat().map(({ state }) => state) });
      for (const { loaded, state } of found.flat()) void this.prove(state.key, loaded);
    });
  }

  /**
   * Reads again after files changed: only those, where they are revisions of known projects.
   * Configurations and places that were unknown so far mean that projects are looked for again.
   */
  async readChanged(files: ReadonlySet<string>): Promise<void> {
    const { projects } = this.store.analysis;
    if (![...files].every((file) => isRevisionOf(projects, file))) return this.read();
    return this.after(async () => {
      const changed = new Set([...files].map((file) => basename(file)));
      for (const file of this.cache.keys()) {
        if (changed.has(basename(file))) this.cache.delete(file);
      }
      const states = await Promise.all(
        this.store.analysis.projects.map(async (state) => {
          const loaded = await proveProject(await loadProject(state.project, this.cache));
          this.loadedProjects.set(state.key, loaded);
          return { key: state.key, graph: loaded.graph };
        }),
      );
      const graphs = new Map(states.map(({ key, graph }) => [key, graph]));
      this.store.replace({
        projects: this.store.analysis.projects.map((state) => {
          const graph = graphs.get(state.key) ?? state.graph;
          return { ...state, graph, connection: connectionWith(graph, state.connection) };
        }),
      });
    });
  }

  /** Proofs that a file is not Python take longer than reading: what is shown first does not wait. */
  private async prove(key: string, loaded: LoadedProject): Promise<void> {
    const proved = await proveProject(loaded);
    const { graph } = proved;
    const state = this.store.project(key);
    if (graph === loaded.graph || state?.graph !== loaded.graph) return;
    this.loadedProjects.set(key, proved);
    this.store.update(key, { graph, connection: connectionWith(graph, state.connection) });
  }

  /** One reading at a time, in the order in which they were asked for. */
  private async after(read: () => Promise<void>): Promise<void> {
    this.reading = this.reading.then(async () => {
      const start = Date.now();
      await read();
      const { projects } = this.store.analysis;
      const revisions = projects.reduce((sum, { graph }) => sum + graph.order.length, 0);
      this.log.info(
        `Read ${revisions} revisions in ${projects.length} projects in ${Date.now() - start} ms`,
      );
    });
    return this.reading;
  }

  private stateOf(loaded: LoadedProject, folder: string, folderName: string): ProjectState {
    const { project, graph, files } = loaded;
    for (const file of files) this.cache.set(file.file, file);
    const key = `${project.config}#${project.section ?? ''}`;
    const before = this.store.project(key);
    const path = relative(folder, project.directory).replaceAll('\\', '/');
    const section = project.section === undefined ? '' : ` [${project.section}]`;
    return {
      key,
      name: `${path === '' ? folderName : path}${section}`,
      folder,
      project,
      graph,
      connection: connectionWith(graph, before?.connection ?? { kind: 'unknown' }),
      runner: before?.runner,
      database: connectionName(this.memory.recall(key).connection),
      verifications: before?.verifications ?? new Map(),
      running: before?.running,
      roadmap: before?.roadmap,
      numbers: before?.numbers,
    };
  }
}

/** The rows of the version table are what they were; what they mean follows the files. */
function connectionWith(
  graph: ProjectState['graph'],
  connection: ProjectState['connection'],
): ProjectState['connection'] {
  if (connection.kind !== 'connected') return connection;
  const { state } = connection;
  return { kind: 'connected', state: { ...state, ...appliedFrom(graph, state.current) } };
}

/** True for a Python file in a folder of revisions that is known. */
export function isRevisionOf(projects: readonly ProjectState[], file: string): boolean {
  if (!file.endsWith('.py') || basename(file) === 'env.py') return false;
  const locations = projects.flatMap(({ project }) => project.versionLocations);
  return locations.some((folder) =>
    [folder, realPath(vscode.Uri.file(folder))].some(
      (start) => !relative(start, file).startsWith('..'),
    ),
  );
}
