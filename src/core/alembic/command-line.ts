import type { CommandSpec } from './command-spec.js';

/** Whose quoting rules a copied command line follows. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/**
 * A command as somebody would type it in `spec.cwd`: for *Copy command* and the log. Variables that
 * the command needs stand before it, in the shell's own way.
 */
export function commandLine(spec: CommandSpec, shell: Shell = 'posix'): string {
  const { quote, variable, call } = shells[shell];
  const variables = Object.entries(spec.env).map(([name, value]) => variable(name, value));
  return [...variables, call(quote(spec.file)), ...spec.args.map(quote)].join(' ');
}

interface Quoting {
  readonly quote: (text: string) => string;
  readonly variable: (name: string, value: string) => string;
  /** How a quoted program is called. */
  readonly call: (file: string) => string;
}

const shells: Readonly<Record<Shell, Quoting>> = {
  posix: {
    quote: (text) => (/^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`),
    variable: (name, value) => `${name}=${shells.posix.quote(value)}`,
    call: (file) => file,
  },
  powershell: {
    // `@`, `%` and a leading dash with a dot or colon mean something to it.
    quote: (text) =>
      /^[\w+=/\\.-]+$/u.test(text) && !/^-.*[.:]/u.test(text)
        ? text
        : `'${text.replaceAll("'", "''")}'`,
    variable: (name, value) => `$env:${name}=${shells.powershell.quote(value)};`,
    call: (file) => (file.startsWith("'") ? `& ${file}` : file),
  },
  cmd: {
    quote: (text) =>
      /^[\w@+:./\\-]+$/u.test(text)
        ? text
        : `"${text.replaceAll('"', '""').replaceAll('%', '%%')}"`,
    variable: (name, value) => `set "${name}=${value}" &&`,
    call: (file) => file,
  },
};
