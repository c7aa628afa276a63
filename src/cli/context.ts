import type { ActionContext, ActionPorts, DatabaseChoice } from '../actions/types.js';
import { ActionError } from '../actions/action-error.js';
import { detectRunners } from '../system/runners/choose-runner.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { UsageError, type Invocation, type OptionSpec } from './command.js';
import { databaseChoice, databaseOptions } from './database.js';
import { projectOptions } from './projects.js';

/** Options of every command that runs the project's Alembic. */
export const contextOptions: Readonly<Record<string, OptionSpec>> = {
  ...projectOptions,
  ...databaseOptions,
  runner: {
    type: 'string',
    value: 'local|compose',
    help: 'Where alembic runs, if not as detected',
  },
  python: { type: 'string', value: 'FILE', help: 'The interpreter that alembic runs with' },
  verbose: { type: 'boolean', help: 'Show command lines, statements and what Alembic prints' },
};

/**
 * What an action works on.
 *
 * @throws UsageError when no database was allowed
 * @throws ActionError when nothing on this machine runs the project's Alembic
 */
export async function actionContext(
  invocation: Invocation,
  { project, graph }: LoadedProject,
): Promise<ActionContext> {
  return contextFor(invocation, { project, graph }, requireDatabase(invocation));
}

/** The same for a database that was already chosen. */
export async function contextFor(
  { directory, option }: Invocation,
  { project, graph }: Pick<LoadedProject, 'project' | 'graph'>,
  database: DatabaseChoice,
): Promise<ActionContext> {
  const kind = option('runner');
  const interpreter = option('python');
  const runners = await detectRunners(
    project,
    directory,
    interpreter === undefined ? {} : { interpreter },
  );
  const runner = runners.find((one) => kind === undefined || one.kind === kind);
  if (!runner)
    throw noRunner(
      kind,
      runners.map(({ label }) => label),
    );
  return { project, graph, runner, database };
}

/** Ports that log only when asked to, and never confirm anything. */
export function readingPorts({ output, signal, flag }: Invocation): ActionPorts {
  return {
    confirm: () => Promise.resolve(false),
    progress: () => undefined,
    log: (line) => {
      if (flag('verbose')) output.note(line);
    },
    signal,
  };
}

function requireDatabase(invocation: Invocation): DatabaseChoice {
  const choice = databaseChoice(invocation);
  if (choice) return choice;
  throw new UsageError(
    'This asks a database; allow it with --use-project-database, or with --database VARIABLE.',
  );
}

function noRunner(kind: string | undefined, labels: readonly string[]): ActionError {
  return new ActionError({
    title: `Nothing here runs this project's Alembic${kind === undefined ? '' : ` by ${kind}`}.`,
    cause:
      labels.length === 0
        ? 'No interpreter with Alembic and no Docker Compose service was found.'
        : `Found: ${labels.join(', ')}.`,
    whatToDo:
      'Install Alembic in the project’s virtual environment, or name an interpreter with --python.',
  });
}
