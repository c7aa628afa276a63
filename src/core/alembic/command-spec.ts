/** A process to start: no shell ever sees it. */
export interface CommandSpec {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
}
