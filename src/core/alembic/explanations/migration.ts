import type { ExplanationRow } from './explanation.js';

/** PostgreSQL refused a statement of a migration, by SQLSTATE (PostgreSQL manual, appendix A). */
export const migrationRows: readonly ExplanationRow[] = [
  {
    sqlstates: ['22001'],
    text: /character varying\(32\)/u,
    traceback: /alembic_version/u,
    title: 'The revision id is too long',
    cause: 'The version table holds 32 characters; {revision} has more.',
    whatToDo: 'Shorten `revision`, or widen alembic_version.version_num in an earlier migration.',
  },
  {
    sqlstates: ['55P03'],
    title: 'Revision {revision} did not get a lock in time',
    cause: '{message}: another session holds a lock on the table.',
    whatToDo: 'Find it in pg_stat_activity, let it finish, and try again.',
  },
  {
    sqlstates: ['57014'],
    title: 'A statement ran longer than allowed',
    cause: '{message}',
    whatToDo: 'Raise statement_timeout for this run, or do the work in smaller steps.',
  },
  {
    sqlstates: ['40P01'],
    title: 'Revision {revision} met a deadlock',
    cause: '{message}',
    whatToDo: 'Try again when the application is quiet.',
  },
  {
    sqlstates: ['42501'],
    title: 'The database user may not do this',
    cause: '{message}',
    whatToDo: 'Run the migration as the owner of the object, or grant the right.',
  },
  {
    sqlstates: ['42P07', '42701', '42710', '42P06', '42P04', '42723'],
    title: 'Revision {revision} creates what exists already',
    cause: '{message}',
    whatToDo:
      'The change may have been made by hand or by create_all(): compare, then drop it, or stamp the revision.',
  },
  {
    sqlstates: ['42P01', '42703', '42704', '42883', '3F000'],
    title: 'Revision {revision} uses what does not exist',
    cause: '{message}',
    whatToDo: 'Check the name and the schema, and whether an earlier migration makes it.',
  },
  {
    sqlstates: ['23502'],
    title: 'Rows are empty where revision {revision} forbids it',
    cause: '{message}',
    whatToDo: 'Fill the column first, or add it with a server_default.',
  },
  {
    sqlstates: ['23505'],
    title: 'Rows are there twice where revision {revision} forbids it',
    cause: '{message}',
    whatToDo: 'Remove the duplicates before the constraint is made.',
  },
  {
    sqlstates: ['23503', '23514'],
    title: 'Existing rows break a constraint of revision {revision}',
    cause: '{message}',
    whatToDo: 'Repair the rows first, or add the constraint as NOT VALID and validate it later.',
  },
  {
    sqlstates: ['25001'],
    title: 'A statement of revision {revision} cannot run in a transaction',
    cause: '{message}',
    whatToDo: 'Put it into `with op.get_context().autocommit_block():`.',
  },
  {
    sqlstates: ['55P04'],
    title: 'A new enum value is used before it is committed',
    cause: '{message}',
    whatToDo: 'Add the value in an autocommit_block(), or use it in a later migration.',
  },
  {
    sqlstates: ['2BP01'],
    title: 'Something depends on what revision {revision} drops',
    cause: '{message}',
    whatToDo: 'Drop or change the dependent objects first.',
  },
  {
    sqlstates: ['53100', '53200'],
    title: 'The database server has run out of space',
    cause: '{message}',
    whatToDo: 'Free disk space or memory on the server.',
  },
  {
    sqlstates: ['42601'],
    title: 'PostgreSQL does not understand a statement of revision {revision}',
    cause: '{message}',
    whatToDo: 'Correct the SQL in {file}, line {line}.',
  },
];
