import type { ExplanationRow } from './explanation.js';

/** Python could not load Alembic, a driver, the project's modules or a migration. */
export const pythonRows: readonly ExplanationRow[] = [
  {
    types: ['ModuleNotFoundError'],
    text: /No module named '(?:alembic|sqlalchemy)'/u,
    title: 'No Alembic in this interpreter',
    cause: '{interpreter} has no module {module}.',
    whatToDo:
      'Choose the interpreter or the service in which the project is installed, or install Alembic there.',
  },
  {
    types: ['ModuleNotFoundError'],
    text: /No module named '(?<driver>psycopg2|psycopg|asyncpg|pg8000)'/u,
    title: 'The database driver {driver} is not installed',
    cause:
      'The database URL asks for {driver}, which {interpreter} does not have. A URL that begins with postgresql:// asks for psycopg2.',
    whatToDo:
      'Install {driver} there, choose the interpreter of the project, or name the installed driver in the URL (postgresql+psycopg://…).',
  },
  {
    types: ['ModuleNotFoundError', 'ImportError'],
    title: 'Wrong interpreter? {module} cannot be imported',
    cause: '{message} (needed by {file}), in {interpreter}.',
    whatToDo:
      "Choose the interpreter or the service in which the project is installed. If it is one of the project's own modules, set prepend_sys_path = . in the configuration.",
  },
  {
    types: ['SyntaxError', 'IndentationError', 'TabError'],
    title: 'Python cannot read a migration',
    cause: '{file}, line {line}: {message}. No Alembic command works until it is repaired.',
    whatToDo: 'Open the file and repair it.',
  },
  {
    types: ['MissingGreenlet'],
    title: 'env.py uses an async driver in the synchronous way',
    cause: 'The database URL names an asynchronous driver, but env.py does not await it.',
    whatToDo:
      'Take the env.py of `alembic init -t async`, or use a synchronous driver in the URL (postgresql+psycopg://…).',
  },
  {
    text: /asyncio extension requires an async driver/u,
    title: 'env.py is asynchronous, the driver is not',
    cause: '{message}',
    whatToDo: 'Use an asynchronous driver in the URL (postgresql+asyncpg://…).',
  },
  {
    text: /without calling context\.run_migrations/u,
    title: 'env.py makes no connection for this',
    cause: 'It ended without calling context.run_migrations().',
    whatToDo: 'Check the conditions in env.py under which it runs migrations.',
  },
  {
    text: /cannot be sent to another database/u,
    title: 'env.py cannot be sent to another database',
    cause: '{message}',
    whatToDo: "Use the project's own database, or let env.py build its engine from a URL.",
  },
  {
    types: ['KeyError'],
    traceback: /alembic[/\\]script[/\\]/u,
    text: /'?(?<parent>[^']+)'?/u,
    title: 'The history is broken: revision {parent} has no file',
    cause: 'A migration names {parent} as its down revision or dependency.',
    whatToDo:
      'Restore the file of {parent}, or correct down_revision. The tree shows which revision is broken.',
  },
];
