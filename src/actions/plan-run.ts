import { obstacle } from '../core/graph/blocking-problems.js';
import { alembicArgs, type AlembicIntent } from '../core/alembic/command-specs.js';
import { downgradeSteps } from '../core/graph/downgrade.js';
import { downgradeTarget, rollbackSteps, upgradeSteps } from '../core/graph/runs.js';
import { readsPackages } from '../core/project/reads-packages.js';
import type { RevisionGraph } from '../core/graph/revision-graph.js';
import { ActionError } from './action-error.js';
import type { ActionContext, DatabaseState, RunPlan } from './types.js';
import { planWarnings } from './plan-warnings.js';

/** What a user wants done. Revisions are full ids. */
export type RunIntent =
  /** Up to one revision, or to all heads. */
  | { readonly do: 'upgrade'; readonly revision: string | undefined }
  /** Undo one revision, its applied descendants and what depends on them. */
  | { readonly do: 'roll back'; readonly revision: string }
  /** Undo all that was applied after a revision; `undefined` undoes everything. */
  | { readonly do: 'downgrade'; readonly revision: string | undefined }
  /** Write the version table without running anything. */
  | { readonly do: 'stamp'; readonly revision: string | undefined; readonly purge: boolean };

/**
 * What a run would do; nothing runs yet.
 *
 * @throws ActionError when the history is broken, or when the intent makes no sense here, e.g. for a
 * revision that no file has
 */
export async function planRun(
  context: ActionContext,
  state: DatabaseState,
  intent: RunIntent,
): Promise<RunPlan> {
  const { graph, runner } = context;
  requireSound(context);
  requireKnown(graph, intent.revision);
  if (intent.do !== 'stamp') requireKnownState(state);
  const { alembic, revisions } = steps(graph, state, intent);
  const direction = intent.do === 'upgrade' || intent.do === 'stamp' ? intent.do : 'downgrade';
  return {
    direction,
    command: runner.alembic(alembicArgs(alembic)),
    arguments: alembicArgs(alembic),
    revisions,
    identity: state.identity,
    warnings: await planWarnings(graph, direction, revisions),
  };
}

function steps(
  graph: RevisionGraph,
  { applied, current }: DatabaseState,
  intent: RunIntent,
): { readonly alembic: AlembicIntent; readonly revisions: readonly string[] } {
  switch (intent.do) {
    case 'upgrade': {
      const targets = intent.revision === undefined ? graph.heads : [intent.revision];
      const target = intent.revision ?? (graph.heads.length > 1 ? 'heads' : 'head');
      return {
        alembic: { do: 'upgrade', target },
        revisions: upgradeSteps(graph, applied, targets),
      };
    }
    case 'roll back':
      return {
        alembic: { do: 'downgrade', target: downgradeTarget(graph, intent.revision) },
        revisions: rollbackSteps(graph, applied, intent.revision),
      };
    case 'downgrade': {
      const target = intent.revision ?? 'base';
      const found = downgradeSteps(graph, current, target);
      if ('error' in found) throw cannotDowngrade(target, found.error);
      return { alembic: { do: 'downgrade', target }, revisions: found.steps };
    }
    case 'stamp':
      return {
        alembic: { do: 'stamp', targets: [intent.revision ?? 'base'], purge: intent.purge },
        revisions: current,
      };
  }
}

function cannotDowngrade(target: string, cause: string): ActionError {
  return new ActionError({
    title: `The database cannot be brought down to ${target}.`,
    cause,
    whatToDo: 'Choose a revision that is applied, or roll back single revisions.',
  });
}

/**
 * Alembic loads every file before it does anything, and fails at the first that is broken.
 *
 * @throws ActionError that says which
 */
export function requireSound({ graph, project }: ActionContext): void {
  // A parent that no file here has may be in a package that is installed where Alembic runs.
  const problems = readsPackages(project)
    ? graph.problems.filter(({ rule }) => rule !== 'missing-parent')
    : graph.problems;
  const stop = obstacle({ problems });
  if (!stop) return;
  throw new ActionError({
    title: `Alembic would fail: ${stop.reason}.`,
    cause: stop.problem.message,
    whatToDo: 'Mend that file, then try again.',
    problem: stop.problem,
  });
}

function requireKnown(graph: RevisionGraph, revision: string | undefined): void {
  if (revision === undefined || graph.revisions.has(revision)) return;
  throw new ActionError({
    title: `There is no revision ${revision}.`,
    cause: 'No migration file of this project has that id.',
    whatToDo: 'Choose one of the history, or refresh if files have changed.',
  });
}

function requireKnownState({ unknown, identity }: DatabaseState): void {
  if (unknown.length === 0) return;
  throw new ActionError({
    title: `The database is at ${unknown.join(', ')}, which no migration file has.`,
    cause: `The version table of ${identity.database} names a revision that is not in this checkout; Alembic refuses every run.`,
    whatToDo:
      'Check out the branch that has the file, or stamp the database with the revision that its schema really is at.',
  });
}
