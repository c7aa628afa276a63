import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { Explanation } from '../../core/alembic/explain-failure.js';
import { ProcessError } from '../processes/process-error.js';
import { runProcess, type ProcessResult } from '../processes/run-process.js';
import { composeProblems } from './compose-problems.js';

/** How compose is called here: `docker compose`, or the older `docker-compose`. */
export interface ComposeCli {
  readonly file: string;
  readonly prefix: readonly string[];
  /** Added to the environment, e.g. DOCKER_HOST. */
  readonly env: Readonly<Record<string, string>>;
}

const kinds = [
  { file: 'docker', prefix: ['compose'] },
  { file: 'docker-compose', prefix: [] },
] as const;

/** The first kind of compose that works here, or what is missing. It needs no engine. */
export async function findComposeCli(
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<ComposeCli | Explanation> {
  let isDockerThere = false;
  for (const kind of kinds) {
    const cli = { ...kind, env };
    const answer = await ask(composeSpec(cli, cwd, ['version']), 10_000);
    if (answer?.code === 0) return cli;
    isDockerThere ||= answer !== undefined;
  }
  return isDockerThere ? composeProblems.noCompose : composeProblems.noDocker;
}

export function isCli(found: ComposeCli | Explanation): found is ComposeCli {
  return 'file' in found;
}

/** A call of compose. */
export function composeSpec(cli: ComposeCli, cwd: string, args: readonly string[]): CommandSpec {
  return { file: cli.file, args: [...cli.prefix, ...args], cwd, env: cli.env };
}

/** Runs a short command; undefined where there is no such program. */
export async function ask(
  spec: CommandSpec,
  timeoutMs: number,
): Promise<ProcessResult | undefined> {
  try {
    return await runProcess(spec, { timeoutMs });
  } catch (error) {
    if (error instanceof ProcessError) return undefined;
    throw error;
  }
}
