import type { DatabaseState, Failure } from '../../actions/types.js';
import { databaseOf, pendingOf } from '../shared/analysis.js';
import type { Analysis, ProjectState } from '../shared/analysis.js';
import { COMMANDS } from '../shared/command-ids.js';
import type { CommandId } from '../shared/command-ids.js';
import { count, listNames } from '../shared/names.js';

/** A row of the Database view. */
export interface DatabaseRow {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly colour?: string;
  readonly tooltip?: string;
  /** What a click does; its argument is the project. */
  readonly command?: CommandId;
  readonly project: string;
  /** For `when` clauses of menus. */
  readonly context: string;
  readonly children?: readonly DatabaseRow[];
}

/**
 * What is known of the databases. Empty, which shows the welcome content, while the only project is
 * not connected or nothing is trusted.
 */
export function databaseRows({ projects, trusted }: Analysis): readonly DatabaseRow[] {
  const [only] = projects;
  if (!trusted || only === undefined) return [];
  if (projects.length === 1) return only.connection.kind === 'unknown' ? [] : rowsOf(only);
  return projects.map((state) => ({
    label: state.name,
    description: databaseOf(state)?.identity.database ?? '',
    icon: 'database',
    project: state.key,
    context: `project;${state.connection.kind};`,
    children: rowsOf(state),
  }));
}

function rowsOf(state: ProjectState): readonly DatabaseRow[] {
  const make = rowMaker(state.key);
  const runner = make('Runner', state.runner ?? 'not chosen yet', 'terminal', {
    command: COMMANDS.chooseRunner,
    tooltip: 'Where alembic runs. Click to choose.',
    context: 'runner',
  });
  switch (state.connection.kind) {
    case 'unknown':
      return [
        make('Not connected', 'click to connect', 'debug-disconnect', {
          command: COMMANDS.connect,
        }),
      ];
    case 'connecting':
      return [make('Connecting…', state.database ?? '', 'loading~spin', {})];
    case 'failed':
      return [...failureRows(make, state.connection.failure), runner];
    case 'connected':
      return [...connectedRows(make, state, state.connection.state), runner];
  }
}

function connectedRows(
  make: RowMaker,
  state: ProjectState,
  { identity, current, unknown }: DatabaseState,
): readonly DatabaseRow[] {
  const where = `${identity.host}, as ${identity.user}`;
  return [
    make(identity.database, where, 'database', {
      command: COMMANDS.chooseDatabase,
      tooltip: `${state.database === undefined ? 'The database that env.py connects to.' : 'A stored connection.'} Click to choose another one.`,
      context: 'database',
    }),
    make('At', current.length === 0 ? 'no revision yet' : listNames(current), 'target', {
      command: COMMANDS.current,
    }),
    ...unknown.map((id) =>
      make(`No file has ${id}`, 'click to stamp', 'warning', {
        colour: 'problemsWarningIcon.foreground',
        command: COMMANDS.stamp,
        tooltip: 'Check the branch out that has it, or stamp the database with where it really is.',
      }),
    ),
    ...pendingRows(make, pendingOf(state)),
    make('Server', `PostgreSQL ${version(identity.serverVersion)}`, 'server', {}),
  ];
}

function pendingRows(make: RowMaker, pending: number | undefined): readonly DatabaseRow[] {
  if (pending === undefined) return [];
  if (pending === 0)
    return [make('Nothing pending', '', 'pass', { colour: 'alembicPilot.holdsForeground' })];
  const more = { colour: 'alembicPilot.cannotTellForeground', command: COMMANDS.upgradeToHead };
  return [make(`${count(pending, 'revision')} pending`, 'click to apply', 'circle-outline', more)];
}

function failureRows(make: RowMaker, failure: Failure): readonly DatabaseRow[] {
  const { title, cause, whatToDo } = failure;
  return [
    make(title, '', 'error', {
      colour: 'problemsErrorIcon.foreground',
      tooltip: cause,
      command: COMMANDS.showLog,
    }),
    ...(cause === '' ? [] : [make(cause, '', 'info', { tooltip: cause })]),
    make(whatToDo, '', 'lightbulb', { tooltip: whatToDo }),
    make('Try again', '', 'refresh', { command: COMMANDS.connect }),
    make('Choose another database…', '', 'database', { command: COMMANDS.chooseDatabase }),
  ];
}

type RowMaker = (
  label: string,
  description: string,
  icon: string,
  more: Partial<Pick<DatabaseRow, 'colour' | 'command' | 'tooltip' | 'context'>>,
) => DatabaseRow;

function rowMaker(project: string): RowMaker {
  return (label, description, icon, more) => ({
    label,
    description,
    icon,
    project,
    context: '',
    ...more,
  });
}

/** `server_version_num` as people write it: 180004 is 18.4, 90603 is 9.6.3. */
function version(number: number): string {
  const first = Math.floor(number / 10_000);
  const rest = number % 10_000;
  return first >= 10 ? `${first}.${rest}` : `${first}.${Math.floor(rest / 100)}.${rest % 100}`;
}
