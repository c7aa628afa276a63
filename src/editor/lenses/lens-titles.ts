import { rollbackSteps, upgradeSteps } from '../../core/graph/runs.js';
import type { Problem, Revision, RevisionBody } from '../../core/revisions/revision.js';
import { databaseOf } from '../shared/analysis.js';
import type { ProjectState, RevisionTarget } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { CommandId } from '../shared/command-ids.js';
import { count, listNames } from '../shared/names.js';
import { obstacle } from '../../core/graph/blocking-problems.js';
import { verificationSum } from '../shared/verification-sum.js';

/** One lens: text over a migration function, and what a click does. */
export interface Lens {
  readonly over: 'upgrade' | 'downgrade';
  readonly title: string;
  readonly tooltip: string;
  /** Undefined for a lens that only tells. */
  readonly command: CommandId | typeof MANAGE_TRUST | undefined;
  readonly argument: RevisionTarget | Problem | undefined;
}

export const MANAGE_TRUST = 'workbench.trust.manage';

/** What stands over `upgrade()` and `downgrade()` of a revision's file in this state. */
export function lensTitles(
  state: ProjectState,
  revision: Revision,
  body: RevisionBody,
  trusted: boolean,
): readonly Lens[] {
  const lenses = [applyLens, verifyLens, rollBackLens].flatMap((lens) =>
    lens({ state, revision, body, trusted }),
  );
  return lenses.filter(({ over }) => body[over] !== undefined);
}

interface Subject {
  readonly state: ProjectState;
  readonly revision: Revision;
  readonly body: RevisionBody;
  readonly trusted: boolean;
}

function applyLens(subject: Subject): Lens[] {
  const { state, revision } = subject;
  const stop = hindrance(subject, 'upgrade', 'Apply');
  if (stop !== undefined) return [stop];
  const database = databaseOf(state);
  const run = command(subject, 'upgrade', COMMANDS.upgradeTo);
  if (database === undefined) {
    return [run('$(play) Apply…', 'Connect to the database, then show what would run')];
  }
  if (database.applied.has(revision.revision)) {
    return [tell('upgrade', '$(pass) Applied', `${database.identity.database} has this revision`)];
  }
  const steps = upgradeSteps(state.graph, database.applied, revision.revision);
  return [
    steps.length > 1
      ? run(
          `$(play) Apply ${count(steps.length, 'revision')} up to this one`,
          `Runs ${listNames(steps, 12)}`,
        )
      : run('$(play) Apply', `Runs ${revision.revision} on ${database.identity.database}`),
  ];
}

function rollBackLens(subject: Subject): Lens[] {
  const { state, revision, body } = subject;
  const stop = hindrance(subject, 'downgrade', 'Roll back');
  if (stop !== undefined) return [stop];
  const database = databaseOf(state);
  const run = command(subject, 'downgrade', COMMANDS.rollBack);
  const empty = body.downgrade?.empty === true ? ' (downgrade() is empty)' : '';
  if (database === undefined) {
    return [
      run(
        `$(discard) Roll back…${empty}`,
        'Connect to the database, then show what would be undone',
      ),
    ];
  }
  if (!database.applied.has(revision.revision)) {
    return [tell('downgrade', '$(circle-outline) Not applied', 'There is nothing to roll back')];
  }
  const steps = rollbackSteps(state.graph, database.applied, revision.revision);
  return [
    run(
      `$(discard) Roll back ${listNames(steps)}${empty}`,
      `Undoes ${listNames(steps, 12)}, in this order`,
    ),
  ];
}

function verifyLens(subject: Subject): Lens[] {
  const { state, revision, trusted } = subject;
  if (!trusted || state.running !== undefined || obstacle(state.graph, revision.file)) return [];
  const run = command(subject, 'upgrade', COMMANDS.verify);
  const last = state.verifications.get(revision.revision);
  if (last !== undefined) {
    const over = last.expected === 'applied' ? 'upgrade' : 'downgrade';
    const { icon, text } = verificationSum(last);
    return [
      command(
        subject,
        over,
        COMMANDS.showVerification,
      )(`$(${icon}) ${text}`, 'Show each expectation'),
      command(subject, over, COMMANDS.verify)('$(refresh) Verify again', VERIFY),
    ];
  }
  const database = databaseOf(state);
  if (database === undefined)
    return [
      run(
        '$(checklist) Verify…',
        'Connect to the database, then look there for what upgrade() declares',
      ),
    ];
  return database.applied.has(revision.revision) ? [run('$(checklist) Verify', VERIFY)] : [];
}

const VERIFY = 'Look in the catalogs for what upgrade() declares';

/** The lens that stands instead of a button that could only fail. */
function hindrance(subject: Subject, over: Lens['over'], verb: string): Lens | undefined {
  const { state, revision, trusted } = subject;
  if (!trusted) {
    return {
      over,
      title: `$(shield) ${verb}: workspace not trusted`,
      tooltip: 'Nothing is run in Restricted Mode. Click to manage trust.',
      command: MANAGE_TRUST,
      argument: undefined,
    };
  }
  const stop = obstacle(state.graph, revision.file);
  if (stop !== undefined) {
    return {
      over,
      title: `$(error) ${verb}: ${stop.reason}`,
      tooltip: stop.problem.message,
      command: COMMANDS.openProblem,
      argument: stop.problem,
    };
  }
  if (state.running !== undefined) {
    return tell(over, `$(sync~spin) ${state.running.verb}…`, 'One run at a time');
  }
  const lost = databaseOf(state)?.unknown ?? [];
  if (lost.length > 0) {
    return {
      over,
      title: `$(warning) ${verb}: database at unknown ${listNames(lost)}`,
      tooltip: 'No file has that revision. Click to stamp the database, or check out its branch.',
      command: COMMANDS.stamp,
      argument: { project: state.key, revision: revision.revision },
    };
  }
  return undefined;
}

function command({ state, revision }: Subject, over: Lens['over'], id: CommandId) {
  const argument = { project: state.key, revision: revision.revision };
  return (title: string, tooltip: string): Lens => ({
    over,
    title,
    tooltip,
    command: id,
    argument,
  });
}

function tell(over: Lens['over'], title: string, tooltip: string): Lens {
  return { over, title, tooltip, command: undefined, argument: undefined };
}
