import type { ExplanationRow } from './explanation.js';

/** The database could not be reached, or did not let us in. */
export const databaseRows: readonly ExplanationRow[] = [
  {
    text: /password authentication failed for user "(?<user>[^"]*)"/iu,
    title: 'Wrong password for the database user {user}',
    cause: 'PostgreSQL refused the password that env.py gave.',
    whatToDo:
      'Correct the password where env.py takes it from (environment, .env file, configuration).',
  },
  {
    sqlstates: ['28P01', '28000'],
    title: 'PostgreSQL does not let this user in',
    cause: '{message}',
    whatToDo: 'Check user and password where env.py takes them from, and pg_hba.conf.',
  },
  {
    text: /no pg_hba\.conf entry|no password supplied/iu,
    title: 'PostgreSQL does not let this user in',
    cause: '{message}',
    whatToDo: 'Check user and password where env.py takes them from, and pg_hba.conf.',
  },
  {
    text: /database "(?<database>[^"]*)" does not exist/iu,
    title: 'The database {database} does not exist',
    cause: 'The server is there, and has no database of that name.',
    whatToDo: 'Create it (`createdb {database}`), or correct the database URL.',
  },
  {
    text: /role "(?<role>[^"]*)" does not exist/iu,
    title: 'The database user {role} does not exist',
    cause: '{message}',
    whatToDo: 'Create the role, or correct the user in the database URL.',
  },
  {
    runner: 'local',
    text: /(?:translate host name|resolve host) ["'](?<host>[^"']+)["']/iu,
    title: 'The host {host} is not known here',
    cause:
      'A name such as {host} usually exists only between the containers of a compose project, and Alembic ran outside of them.',
    whatToDo:
      'Choose the docker compose runner, or use localhost and the published port in the URL.',
  },
  {
    runner: 'local',
    text: /Name or service not known|nodename nor servname|name resolution|getaddrinfo failed/iu,
    title: 'The database host is not known here',
    cause:
      '{message}. The name of a compose service exists only between containers, and Alembic ran outside of them.',
    whatToDo:
      'Choose the docker compose runner, or use localhost and the published port in the URL.',
  },
  {
    runner: 'compose',
    text: /(?:translate host name|resolve host) ["'](?<host>[^"']+)["']/iu,
    title: 'The database host is not known',
    cause: '{message}',
    whatToDo:
      'Run `docker compose up -d {host}` if that is its service, or correct the host in the database URL.',
  },
  {
    text: /translate host name|resolve host|Name or service not known|nodename nor servname|name resolution|getaddrinfo failed/iu,
    title: 'The database host is not known',
    cause: '{message}',
    whatToDo: 'Start the database service, or correct the host in the database URL.',
  },
  {
    text: /Connection refused|Connect call failed|could not connect to server|Is the server running/iu,
    title: 'The database is down',
    cause: 'Nothing answers at its address: {message}',
    whatToDo: 'Start PostgreSQL (`docker compose up -d postgres`), or correct host and port.',
  },
  {
    types: ['TimeoutError'],
    title: 'The database does not answer',
    cause: 'The connection was not made in time.',
    whatToDo: 'Check host, port, firewall and VPN.',
  },
  {
    text: /timeout expired|timed out|No route to host|Network is unreachable/iu,
    title: 'The database does not answer',
    cause: '{message}',
    whatToDo: 'Check host, port, firewall and VPN.',
  },
  {
    text: /the database system is (?:starting up|shutting down|in recovery mode)/iu,
    title: 'PostgreSQL is not ready',
    cause: '{message}',
    whatToDo: 'Wait a moment and try again.',
  },
  {
    sqlstates: ['53300'],
    title: 'PostgreSQL has no free connection',
    cause: '{message}',
    whatToDo: 'Close other clients, or raise max_connections.',
  },
  {
    sqlstates: ['57P01', '57P02', '08006', '08003'],
    title: 'The connection broke',
    cause: '{message}',
    whatToDo: 'Connect again: PostgreSQL has rolled back what was not committed.',
  },
  {
    text: /server closed the connection unexpectedly|connection was closed in the middle/iu,
    title: 'The connection broke',
    cause: '{message}',
    whatToDo: 'Connect again: PostgreSQL has rolled back what was not committed.',
  },
];
