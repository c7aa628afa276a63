import { dirname } from 'node:path';
import { configurationAt } from '../actions/read-configuration.js';
import { throughGate } from '../actions/review.js';
import { runMigrations } from '../actions/run-migrations.js';
import { connect } from '../actions/connect.js';
import { planRun, type RunIntent } from '../actions/plan-run.js';
import type { ActionPorts, RunPlan, RunResult } from '../actions/types.js';
import { commandLine } from '../core/alembic/command-line.js';
import type { ExitCode, Invocation, OptionSpec } from './command.js';
import { UsageError } from './command.js';
import { actionContext, contextOptions, readingPorts } from './context.js';
import { projectJson } from './projects.js';
import { runJson, runText } from './run-result.js';
import type { LoadedProject } from '../system/files/load-project.js';

/** Options of commands that change a database. */
export const runOptions: Readonly<Record<string, OptionSpec>> = {
  ...contextOptions,
  yes: { type: 'boolean', help: 'Do not ask; needed where there is no terminal' },
  reviewed: { type: 'boolean', help: 'Somebody has read what would be applied; remembered' },
  'dry-run': { type: 'boolean', help: 'Show what would run, and change nothing' },
};

/** Runs an intent, or only plans it, and prints how it ended. */
export async function runCommand(
  invocation: Invocation,
  loaded: LoadedProject,
  intent: RunIntent,
): Promise<ExitCode> {
  const { directory, json, output } = invocation;
  const context = {
    ...(await actionContext(invocation, loaded)),
    review: await reviewGate(invocation, loaded),
  };
  const project = projectJson(loaded, directory);
  const direction = intent.do === 'upgrade' || intent.do === 'stamp' ? intent.do : 'downgrade';
  const print = (result: RunResult | { readonly planned: RunPlan }): void => {
    if (json) output.json({ version: 1, ...project, ...runJson(result, direction, directory) });
    else output.result(runText(result));
  };
  if (invocation.flag('dry-run')) {
    const state = await connect(context, readingPorts(invocation));
    const plan = await planRun(context, state, intent);
    print({ planned: await throughGate({ ...context, review: 'warn' }, plan) });
    return 0;
  }
  const result = await runMigrations(context, intent, portsOf(invocation));
  print(result);
  return succeeded(result) ? 0 : 1;
}

/** Without a word in `.alembic-pilot.yaml` a script is told, and not stopped. */
async function reviewGate({ directory, flag }: Invocation, { project }: LoadedProject) {
  if (flag('reviewed')) return 'remember' as const;
  const { configuration } = await configurationAt(dirname(project.config), { root: directory });
  return configuration.review ?? 'warn';
}

function succeeded({ outcome, verifications }: RunResult): boolean {
  const failed = verifications.some(({ rows }) => rows.some(({ state }) => state === 'fails'));
  return (outcome === 'done' || outcome === 'nothing to do') && !failed;
}

export function portsOf(invocation: Invocation): ActionPorts {
  const { output, flag } = invocation;
  return {
    ...readingPorts(invocation),
    progress: ({ message, done, total }) => {
      output.note(total === 0 ? message : `[${done}/${total}] ${message}`);
    },
    confirm: async (plan) => {
      output.note(planText(plan));
      if (flag('yes')) return true;
      const answer = await output.ask('Go ahead? [y/N] ');
      if (answer !== undefined) return /^y(es)?$/iu.test(answer.trim());
      throw new UsageError('This changes the database; without a terminal it wants --yes.');
    },
  };
}

/** What a plan would do, in a few lines. */
function planText(plan: RunPlan): string {
  const { database, host, user } = plan.identity;
  const verb = { upgrade: 'Apply', downgrade: 'Roll back', stamp: 'Stamp' }[plan.direction];
  return [
    `${verb} ${plan.revisions.join(', ')} in ${database} on ${host} as ${user}:`,
    `  ${commandLine(plan.command)}`,
    ...plan.warnings.map((warning) => `  ! ${warning}`),
  ].join('\n');
}
