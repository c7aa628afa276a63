import type { Explanation } from '../../core/alembic/explain-failure.js';
import { ask, composeSpec, type ComposeCli } from './compose-cli.js';
import { composeProblems, explainDocker } from './compose-problems.js';

/** One service of a compose project, as it is called. */
export interface ComposeTarget {
  readonly cli: ComposeCli;
  /** Where compose runs on this machine. */
  readonly cwd: string;
  /** What stands before the subcommand. */
  readonly flags: readonly string[];
  readonly service: string;
}

/**
 * The state of the service's container in Docker's words (running, paused, exited …), `none` where it
 * has no container, or why Docker cannot say.
 */
export async function containerState(
  { cli, cwd, flags, service }: ComposeTarget,
  timeoutMs: number,
): Promise<string | Explanation> {
  // The older docker-compose lists stopped containers without being asked, and knows no -a here.
  const all = cli.prefix.length > 0 ? ['-a'] : [];
  const ids = await ask(composeSpec(cli, cwd, [...flags, 'ps', ...all, '-q', service]), timeoutMs);
  if (ids === undefined) return composeProblems.noDocker;
  if (ids.ended !== 'itself') return composeProblems.slow;
  if (ids.code !== 0) return explainDocker(ids.stderr, service);
  const [id] = ids.stdout.trim().split(/\s+/);
  if (!id) return 'none';
  const args = ['inspect', '--type', 'container', '--format', '{{.State.Status}}', id];
  const state = await ask({ file: 'docker', args, cwd, env: cli.env }, timeoutMs);
  return state?.code === 0 ? state.stdout.trim() : explainDocker(state?.stderr ?? '', service);
}
