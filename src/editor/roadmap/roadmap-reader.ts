import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Roadmap } from '../../actions/roadmap.js';
import type { RevisionGraph } from '../../core/graph/revision-graph.js';
import { nextNumber, type NextNumber } from '../../core/naming/next-name.js';
import type { ProjectStore } from '../project-store.js';
import { realPath } from '../real-paths.js';
import type { ProjectState } from '../shared/analysis.js';

const QUIET_MS = 200;

/** Keeps the planned migrations and the next number of every project in the store. */
export class RoadmapReader implements vscode.Disposable {
  private readonly graphs = new Map<string, RevisionGraph>();
  private readonly disposables: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: ProjectStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const files = vscode.workspace.createFileSystemWatcher('**/{*.md,.alembic-pilot.yaml}');
    const soon = (): void => {
      this.soon();
    };
    this.disposables = [
      files,
      files.onDidCreate(soon),
      files.onDidChange(soon),
      files.onDidDelete(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'markdown' && this.isRoadmap(realPath(document.uri))) soon();
      }),
      store.onDidChange(({ projects }) => {
        if (projects.some(({ key, graph }) => this.graphs.get(key) !== graph)) soon();
      }),
    ];
    soon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private isRoadmap(file: string): boolean {
    return this.store.analysis.projects.some(({ roadmap }) => roadmap?.file === file);
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.reading = this.reading.then(async () => {
        await Promise.all(this.store.analysis.projects.map((state) => this.read(state)));
      });
    }, QUIET_MS);
  }

  private async read(state: ProjectState): Promise<void> {
    const { key, graph } = state;
    const isNew = this.graphs.get(key) !== graph;
    this.graphs.set(key, graph);
    try {
      const roadmap = await readRoadmap(state);
      const numbers = isNew ? await readNumbers(state) : state.numbers;
      const now = this.store.project(key);
      if (!now || (same(now.roadmap, roadmap) && same(now.numbers, numbers))) return;
      this.store.update(key, { roadmap, numbers });
    } catch (error) {
      this.log.warn(`The roadmap of ${state.name} was not read: ${String(error)}`);
    }
  }
}

async function readRoadmap(state: ProjectState): Promise<Roadmap | undefined> {
  const { readPlans } = await import('../../actions/roadmap.js');
  const open = new Map(
    vscode.workspace.textDocuments
      .filter(({ languageId, uri }) => languageId === 'markdown' && uri.scheme === 'file')
      .map((document) => [basename(document.fileName), document]),
  );
  const roadmap = await readPlans(state, {
    root: state.folder,
    openText: (file) => {
      const document = open.get(basename(file));
      return document && realPath(document.uri) === realPath(vscode.Uri.file(file))
        ? document.getText()
        : undefined;
    },
  });
  return roadmap && { ...roadmap, file: realPath(vscode.Uri.file(roadmap.file)) };
}

async function readNumbers({ project, graph }: ProjectState): Promise<NextNumber | undefined> {
  // A repository can make git run anything.
  if (!vscode.workspace.isTrusted) return nextNumber(graph);
  const { readGitFacts } = await import('../../system/git/git-facts.js');
  const facts = await readGitFacts({ project, graph });
  return nextNumber(graph, facts?.elsewhere);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
