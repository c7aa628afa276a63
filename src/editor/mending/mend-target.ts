import * as vscode from 'vscode';
import { readSituation } from '../../actions/mend.js';
import type { Situation } from '../../core/mending/situation.js';
import { loadProject } from '../../system/files/load-project.js';
import { proveProject } from '../../system/files/prove-project.js';
import { realPath } from '../real-paths.js';
import type { Services } from '../services.js';
import { databaseOf, type ProjectState } from '../shared/analysis.js';

/** A project whose history is to be mended, as its files are on disk. */
export interface MendTarget {
  readonly state: ProjectState;
  readonly situation: Situation;
  /** The revision that the command was called for. */
  readonly revision: string | undefined;
}

/** What a command was called for: a row of the tree, a finding, or the only project, or the one picked. */
export async function mendTarget(
  { store }: Services,
  argument: unknown,
): Promise<MendTarget | undefined> {
  const given = typeof argument === 'object' && argument !== null ? argument : {};
  const field = (name: string) => {
    const value: unknown = Reflect.get(given, name);
    return typeof value === 'string' ? value : undefined;
  };
  const { projects } = store.analysis;
  const file = field('file');
  const state =
    store.project(field('project') ?? '') ??
    projects.find(({ graph }) => graph.files.some((one) => one.file === file)) ??
    (await pickProject(projects));
  if (!state) return undefined;
  await saveAll(state);
  const loaded = await proveProject(await loadProject(state.project));
  const situation = await readSituation(loaded, {
    git: vscode.workspace.isTrusted,
    root: state.folder,
    unknown: databaseOf(state)?.unknown ?? [],
  });
  return { state, situation, revision: field('revision') };
}

async function pickProject(projects: readonly ProjectState[]): Promise<ProjectState | undefined> {
  if (projects.length < 2) return projects[0];
  const items = projects.map((state) => ({ label: state.name, state }));
  const placeHolder = 'Mend the history of which project?';
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.state;
}

/** Mending works on files: what is typed and not saved is saved first. */
async function saveAll({ graph }: ProjectState): Promise<void> {
  const files = new Set(graph.files.map(({ file }) => file));
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && files.has(realPath(uri)),
  );
  await Promise.all(unsaved.map((document) => document.save()));
}
