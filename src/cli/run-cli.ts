import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ActionError } from '../actions/action-error.js';
import {
  UsageError,
  type Command,
  type ExitCode,
  type OptionSpec,
  type Output,
} from './command.js';
import { commandHelp, generalHelp } from './help.js';

const commonOptions = (formats: readonly string[]): Readonly<Record<string, OptionSpec>> => ({
  format: {
    type: 'string',
    value: formats.join('|'),
    help: 'How the result is printed (default: text)',
  },
  help: { type: 'boolean', short: 'h', help: 'Show this help' },
});

/**
 * Runs one call of the command-line tool.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code; never rejects
 */
export async function runCli(
  argv: readonly string[],
  commands: readonly Command[],
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.result(generalHelp(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    output.note(
      `alembic-pilot has no command ${JSON.stringify(name)}.\n\n${generalHelp(commands)}`,
    );
    return 2;
  }
  try {
    return await invoke(command, rest, output, signal);
  } catch (error) {
    if (error instanceof UsageError) {
      output.note(`${error.message}\nSee: alembic-pilot ${command.name} --help`);
      return 2;
    }
    if (error instanceof ActionError) {
      const { title, cause, whatToDo } = error.failure;
      output.note([title, cause, whatToDo].filter(Boolean).join('\n'));
      return 1;
    }
    output.note(`Unexpected error in alembic-pilot: ${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}

async function invoke(
  command: Command,
  argv: readonly string[],
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const formats = ['text', 'json', ...(command.formats ?? [])];
  const options = { ...command.options, ...commonOptions(formats) };
  const { values, positionals: given } = parse(argv, options);
  if (values['help'] === true) {
    output.result(commandHelp(command, options));
    return 0;
  }
  const isPair = (text: string) => command.takesValues === true && /^\w+=/u.test(text);
  const verb = given.find((text) => command.verbs?.includes(text));
  const positionals = given.filter((text) => !isPair(text) && text !== verb);
  const required = command.positionals.length;
  if (positionals.length < required) {
    const missing = command.positionals.slice(positionals.length).map((n) => `<${n}>`);
    throw new UsageError(`Missing ${missing.join(' ')}.`);
  }
  if (positionals.length > required + 1) {
    throw new UsageError(`Too many arguments: ${positionals.slice(required + 1).join(' ')}.`);
  }
  const format = values['format'] ?? 'text';
  if (typeof format !== 'string' || !formats.includes(format)) {
    throw new UsageError(
      `--format takes ${formats.join(', ').replace(/, (?=\w+$)/u, ' or ')}, not ${JSON.stringify(format)}.`,
    );
  }
  const directory = path.resolve(positionals[required] ?? '.');
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${directory}.`);
  }
  return command.run({
    positionals: positionals.slice(0, required),
    verb,
    values: Object.fromEntries(given.filter(isPair).map(splitPair)),
    directory,
    format,
    json: format === 'json',
    option: (name) => stringOrUndefined(values[name]),
    flag: (name) => values[name] === true,
    output,
    signal,
  });
}

function parse(
  argv: readonly string[],
  options: Readonly<Record<string, OptionSpec>>,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, short }]) => [
          name,
          short === undefined ? { type } : { type, short },
        ]),
      ),
      allowPositionals: true,
    });
    return { values: values, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function splitPair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function stringOrUndefined(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
