import { commandLine } from '../core/alembic/command-line.js';
import type { BridgeEvent, StepEvent } from '../core/alembic/bridge-protocol.js';
import { explainFailure } from '../core/alembic/explain-failure.js';
import { redact, redactCommand } from '../core/alembic/redact.js';
import { runBridge } from '../system/bridge/bridge-client.js';
import type { BridgeResult } from '../system/bridge/bridge-result.js';
import { ActionError } from './action-error.js';
import { logged, redirectOf } from './bridge-options.js';
import { connect, readCatalogs } from './connect.js';
import { planRun, requireSound, type RunIntent } from './plan-run.js';
import { rememberingRun } from './remember-run.js';
import { throughGate } from './review.js';
import { singleFlight } from './single-flight.js';
import type {
  ActionContext,
  ActionPorts,
  DatabaseState,
  Failure,
  RunPlan,
  RunResult,
} from './types.js';
import { verifyRun } from './verify.js';

/**
 * Applies, rolls back or stamps: plan, confirm, run, ask the database again, verify.
 *
 * @throws ActionError when it cannot even begin: no database, another run under way, a broken
 * history, an unknown revision
 */
export function runMigrations(
  context: ActionContext,
  intent: RunIntent,
  ports: ActionPorts,
): Promise<RunResult> {
  return singleFlight(context.project, intent, async () => {
    requireSound(context);
    ports.progress({ message: 'Asking the database', done: 0, total: 0 });
    const before = await connect(context, ports);
    const plan = await throughGate(context, await planRun(context, before, intent));
    const unchanged = { plan, ran: [], failure: undefined, state: before, verifications: [] };
    if (plan.revisions.length === 0 && plan.direction !== 'stamp') {
      return { ...unchanged, outcome: 'nothing to do' };
    }
    await requireSameFiles(context, plan);
    if (!(await ports.confirm(plan))) return { ...unchanged, outcome: 'refused' };
    const remember = await rememberingRun(context, plan);
    const result = await send(context, plan, ports);
    const end = await conclude(context, plan, before, result, ports);
    await remember(end.ran, end.state);
    return end;
  });
}

/**
 * A container may hold other versions of the files than were read here, and would run those.
 *
 * @throws ActionError that says what is wrong with the runner or its files
 */
async function requireSameFiles({ runner, graph }: ActionContext, plan: RunPlan): Promise<void> {
  const files = plan.revisions.flatMap((id) => graph.revisions.get(id)?.file ?? []);
  const problem = await runner.check?.(files);
  if (problem) throw new ActionError(problem);
}

async function send(
  context: ActionContext,
  plan: RunPlan,
  ports: ActionPorts,
): Promise<BridgeResult> {
  ports.log(`$ ${commandLine(redactCommand(plan.command))}`);
  const total = plan.revisions.length;
  let done = 0;
  const onEvent = (event: BridgeEvent): void => {
    if (event.event === 'statement')
      ports.log(`  ${redact(event.sql.trim())} (${Math.round(event.durationMs)} ms)`);
    if (event.event !== 'step') return;
    if (event.phase === 'done') {
      done += 1;
      return;
    }
    const message = stepText(event);
    ports.log(message);
    ports.progress({ message, done, total });
  };
  return runBridge(
    context.runner,
    context.project,
    { do: 'alembic', args: plan.arguments, ...redirectOf(context.database) },
    logged(ports, onEvent),
  );
}

function stepText({ direction, revision, to }: StepEvent): string {
  const verb = { upgrade: 'Applying', downgrade: 'Rolling back', stamp: 'Stamping' }[direction];
  return `${verb} ${revision ?? to.join(', ')}`;
}

/** What is true now is what the database says, whatever the run said. */
async function conclude(
  context: ActionContext,
  plan: RunPlan,
  before: DatabaseState,
  result: BridgeResult,
  ports: ActionPorts,
): Promise<RunResult> {
  ports.progress({
    message: 'Verifying',
    done: plan.revisions.length,
    total: plan.revisions.length,
  });
  // A cancelled run must still be able to say where the database is.
  const asking = { ...ports, signal: AbortSignal.timeout(60_000) };
  const catalogs = await readCatalogs(context, asking).catch(() => undefined);
  const state = catalogs?.state ?? (await connect(context, asking).catch(() => undefined));
  const ran =
    plan.direction === 'stamp' || !state
      ? []
      : plan.revisions.filter((id) => before.applied.has(id) !== state.applied.has(id));
  const failure = failureOfRun(context, plan, result, state && ran);
  const verifications = catalogs
    ? await verifyRun(context, ran, catalogs, asking).catch((error: unknown) => {
        // The run is over whatever becomes of its verification.
        ports.log(`Not verified: ${String(error)}`);
        return [];
      })
    : [];
  const outcome = failure && result.outcome === 'done' ? 'failed' : result.outcome;
  ports.log(`${outcome}: ${ran.length} of ${plan.revisions.length} revisions changed`);
  return { outcome, plan, ran, failure, state, verifications };
}

function failureOfRun(
  context: ActionContext,
  plan: RunPlan,
  result: BridgeResult,
  ran: readonly string[] | undefined,
): Failure | undefined {
  if (result.outcome !== 'done') return explainFailure(result, context.runner);
  // A database that could not be asked says nothing.
  if (ran === undefined) return undefined;
  const stayed = plan.revisions.filter((id) => !ran.includes(id));
  if (plan.direction === 'stamp' || stayed.length === 0) return undefined;
  return {
    title: `Alembic reported success, but the database says otherwise.`,
    cause: `Not ${plan.direction === 'upgrade' ? 'applied' : 'undone'}: ${stayed.join(', ')}. Something took the transaction back, e.g. a statement that env.py runs on the connection before context.configure().`,
    whatToDo: 'Read the log, and commit in env.py whatever it executes before context.configure().',
  };
}
