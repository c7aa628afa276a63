import type { DatabaseChoice } from '../actions/types.js';
import { UsageError, type Invocation, type OptionSpec } from './command.js';

/** Options that allow a database to be asked, and say which. */
export const databaseOptions: Readonly<Record<string, OptionSpec>> = {
  'use-project-database': { type: 'boolean', help: "Use the database of the project's env.py" },
  database: {
    type: 'string',
    value: 'VARIABLE',
    help: 'Use the database whose postgresql:// URL is in this environment variable',
  },
};

/**
 * The database that the user allowed; undefined where none.
 *
 * @throws UsageError for a variable that is not set or holds no PostgreSQL URL
 */
export function databaseChoice({ option, flag }: Invocation): DatabaseChoice | undefined {
  const variable = option('database');
  if (variable === undefined) return flag('use-project-database') ? { kind: 'project' } : undefined;
  if (flag('use-project-database')) {
    throw new UsageError('--database and --use-project-database exclude each other.');
  }
  const text = process.env[variable];
  if (text === undefined || text === '') {
    throw new UsageError(
      `--database takes the name of an environment variable; ${variable} is not set.`,
    );
  }
  return parseUrl(text, variable);
}

/** @throws UsageError which never repeats the URL: it may hold a password */
function parseUrl(text: string, variable: string): DatabaseChoice {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?(\+\w+)?:$/u.test(url.protocol) || url.hostname === '') {
    throw new UsageError(
      `${variable} must look like postgresql://user:password@host:5432/database.`,
    );
  }
  return {
    kind: 'connection',
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username) || 'postgres',
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
  };
}
