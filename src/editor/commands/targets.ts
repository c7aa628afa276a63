import * as vscode from 'vscode';
import { databaseOf, revisionOfFile } from '../shared/analysis.js';
import type { ProjectState } from '../shared/analysis.js';
import { oneLine } from '../shared/names.js';
import { wordsOf } from '../shared/revision-states.js';
import { realPath } from '../real-paths.js';
import type { ProjectStore } from '../project-store.js';

/** Alembic's word for what comes before the first revision; `pickRevision` may offer it. */
export const BASE = 'base';

/** A project, and a revision of it. */
export interface Target {
  readonly state: ProjectState;
  readonly revision: string;
}

/**
 * The project that a command is about: the one it was called for (tree row, lens, file), the one of
 * the file in front, the only one, or the one that the user picks. Undefined when the user gave up
 * or there is none, which is said.
 */
export async function pickProject(
  store: ProjectStore,
  argument: unknown,
): Promise<ProjectState | undefined> {
  const { projects } = store.analysis;
  const given =
    store.project(field(argument, 'project') ?? '') ?? givenTarget(store, argument)?.state;
  const only = projects.length === 1 ? projects[0] : undefined;
  const state = given ?? only ?? targetOfFile(store, undefined)?.state;
  if (state !== undefined) return state;
  if (projects.length === 0) {
    void vscode.window.showInformationMessage(
      'There is no Alembic project in this workspace: no alembic.ini, no [tool.alembic] in a pyproject.toml, no env.py with a versions folder.',
    );
    return undefined;
  }
  const items = projects.map((project) => ({
    label: project.name,
    description: project.graph.heads.join(', '),
    state: project,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which Alembic project?',
  });
  return picked?.state;
}

/** The revision that a command was called for: by a tree row, a lens, or a file in the explorer. */
export function givenTarget(store: ProjectStore, argument: unknown): Target | undefined {
  const state = store.project(field(argument, 'project') ?? '');
  const revision = field(argument, 'revision');
  if (state !== undefined && revision !== undefined) return { state, revision };
  return argument instanceof vscode.Uri ? targetOfFile(store, argument) : undefined;
}

/** The given revision, else the one of the file in front, else one that the user picks. */
export async function thisRevision(
  store: ProjectStore,
  argument: unknown,
  pick: RevisionPick,
): Promise<Target | undefined> {
  const inFront = argument === undefined ? targetOfFile(store, undefined) : undefined;
  return inFront ?? pickRevision(store, argument, pick);
}

/** What to ask when a revision must be picked. */
export interface RevisionPick {
  readonly placeHolder: string;
  /** Revisions to pick from, newest first; all of the project if absent. */
  readonly from?: (state: ProjectState) => readonly string[];
}

/** The given revision, or one that the user picks. */
export async function pickRevision(
  store: ProjectStore,
  argument: unknown,
  { placeHolder, from = ({ graph }) => graph.order }: RevisionPick,
): Promise<Target | undefined> {
  const given = givenTarget(store, argument);
  if (given !== undefined) return given;
  const state = await pickProject(store, argument);
  if (state === undefined) return undefined;
  const items = from(state).map(revisionItem(state));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
  });
  return picked === undefined ? undefined : { state, revision: picked.revision };
}

/** How a revision looks in a list to pick from. */
export function revisionItem(
  state: ProjectState,
): (revision: string) => vscode.QuickPickItem & { readonly revision: string } {
  const words = wordsOf(state);
  return (revision) => {
    const known = state.graph.revisions.get(revision);
    const said = known === undefined ? [] : words(revision);
    const done = said.includes('current') || said.includes('applied');
    const icon = done ? 'check' : databaseOf(state) === undefined ? 'git-commit' : 'circle-outline';
    return {
      revision,
      label: `$(${said.includes('current') ? 'pass-filled' : icon}) ${revision}`,
      description: [
        known === undefined ? 'before the first revision' : oneLine(known.message),
        ...said.filter((word) => word !== 'base'),
      ].join(' · '),
    };
  };
}

function targetOfFile(store: ProjectStore, argument: unknown): Target | undefined {
  const uri =
    argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const found = uri === undefined ? undefined : revisionOfFile(store.analysis, realPath(uri));
  return found === undefined
    ? undefined
    : { state: found.state, revision: found.revision.revision };
}

function field(argument: unknown, name: 'project' | 'revision'): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const value = (argument as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
