/** What a subcommand is, and how it speaks. */

/** Exit codes: 0 clean, 1 findings or an action that failed, 2 usage or no project found. */
export type ExitCode = 0 | 1 | 2;

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** Placeholder of the value in `--help`. */
  readonly value?: string;
  /** One letter that means the same. */
  readonly short?: string;
  readonly help: string;
}

export interface Invocation {
  /** Positional arguments after the command's name, without DIR. */
  readonly positionals: readonly string[];
  /** Arguments `name=value`, of a command that takes them. */
  readonly values: Readonly<Record<string, string>>;
  /** One of the command's verbs, if one was given. */
  readonly verb: string | undefined;
  /** Absolute path of DIR. */
  readonly directory: string;
  /** One of the command's formats. */
  readonly format: string;
  readonly json: boolean;
  readonly option: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export interface Output {
  /** The result as text, on standard output; nothing for an empty text. */
  result(text: string): void;
  /** The result as JSON, on standard output. */
  json(value: unknown): void;
  /** Progress, logs and warnings, on standard error. */
  note(text: string): void;
  /** All of standard input. */
  input(): Promise<string>;
  /** Asks on a terminal; undefined where there is none. */
  ask(question: string): Promise<string | undefined>;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Names of the positional arguments before DIR; all are required. */
  readonly positionals: readonly string[];
  /** Words of which one may stand before or behind DIR. */
  readonly verbs?: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Whether it takes arguments `name=value` as well. */
  readonly takesValues?: true;
  /** How its result can be printed beside text and JSON. */
  readonly formats?: readonly string[];
  run(invocation: Invocation): Promise<ExitCode>;
}

/** The call was wrong; the message says how to mend it. Ends with exit code 2. */
export class UsageError extends Error {}
