import type { Command, OptionSpec } from './command.js';

/** The text of `alembic-pilot --help`. */
export function generalHelp(commands: readonly Command[]): string {
  return [
    'Usage: alembic-pilot <command> [DIR] [--format text|json]',
    '',
    'Makes Alembic migrations on PostgreSQL safe to write, review, apply, verify and undo.',
    'DIR is where to look for Alembic projects (default: the current folder).',
    '',
    'Commands:',
    ...table(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Exit codes: 0 clean; 1 findings, or an action that failed; 2 wrong usage, or no project found.',
    'Nothing connects to a database unless --database or --use-project-database is given.',
  ].join('\n');
}

/** The text of `alembic-pilot <command> --help`. */
export function commandHelp(
  command: Command,
  options: Readonly<Record<string, OptionSpec>>,
): string {
  const names = command.positionals.map((name) => `<${name}> `).join('');
  const positionals = names + (command.verbs ? `[${command.verbs.join('|')}] ` : '');
  return [
    `Usage: alembic-pilot ${command.name} ${positionals}[DIR]${command.takesValues ? ' [name=value…]' : ''} [options]`,
    '',
    command.summary,
    '',
    'Options:',
    ...table(
      Object.entries(options).map(([name, { value, short, help }]) => [
        `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`,
        help,
      ]),
    ),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
