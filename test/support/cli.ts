import { commands } from '../../src/cli/commands/all-commands.js';
import { runCli } from '../../src/cli/run-cli.js';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the command-line tool in this process, without a terminal. */
export async function cli(...argv: readonly string[]): Promise<CliRun> {
  return cliWithInput('', ...argv);
}

/** The same with a text on standard input. */
export async function cliWithInput(input: string, ...argv: readonly string[]): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const code = await runCli(
    argv,
    commands,
    {
      result: (text) => (stdout += text === '' ? '' : `${text}\n`),
      json: (value) => (stdout += JSON.stringify(value)),
      note: (text) => (stderr += `${text}\n`),
      input: () => Promise.resolve(input),
      ask: () => Promise.resolve(undefined),
    },
    new AbortController().signal,
  );
  return { code, stdout, stderr };
}
