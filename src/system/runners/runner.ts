import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { Explanation } from '../../core/alembic/explain-failure.js';

export type RunnerKind = 'local' | 'compose' | 'custom';

/** Why Alembic cannot run there now. */
export interface RunnerProblem extends Explanation {
  /** What repairs it, for *Copy command*. */
  readonly command?: CommandSpec;
}

/** Where `alembic` runs for one project. */
export interface Runner {
  readonly kind: RunnerKind;
  /** Short, for people: `.venv/bin/python`, `docker compose: backend`. */
  readonly label: string;
  /** Why this runner was chosen, in one sentence. */
  readonly reason: string;
  /** What a person would type to run `alembic` with these arguments: for the log and *Copy command*. */
  alembic(args: readonly string[]): CommandSpec;
  /** Starts the project's Python with these arguments; used with `-c <loader>` to send the bridge on standard input. */
  python(args: readonly string[]): CommandSpec;
  /** A path as the runner sees it (container), from one of this machine. */
  toRunner(path: string): string;
  /** A path of this machine, from one that the runner printed; undefined if it exists only there. */
  toHost(path: string): string | undefined;
  /**
   * Looks whether Alembic can run there now, with these files of this machine as they are. Starts
   * processes. Absent where there is nothing to look at.
   */
  check?(files?: readonly string[]): Promise<RunnerProblem | undefined>;
}
