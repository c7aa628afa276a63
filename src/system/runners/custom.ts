import { configurationArgs } from '../../core/alembic/command-specs.js';
import { commandLine } from '../../core/alembic/command-line.js';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { mapPath, type PathMapping } from './path-mapping.js';
import type { Runner } from './runner.js';

/** Where the command goes; `{python:/app/.venv/bin/python}` names the interpreter. */
const hole = /\{(?:alembic|python)(?::(?<interpreter>[^{}]+))?\}/u;

/**
 * A runner by an argument template, for kubectl, ssh or a wrapper: each item is one argument. The
 * item `{alembic}` (or `{python}`, or `{python:<interpreter>}`, else `python3`) becomes the arguments
 * of the command; within a longer item, e.g. for ssh, it becomes the command quoted for a POSIX
 * shell. Without one the command is appended. The wrapper has to pass standard input on.
 */
export function customRunner(
  project: AlembicProject,
  template: readonly string[],
  mappings: readonly PathMapping[] = [],
): Runner {
  const parts = template.some((part) => hole.test(part)) ? template : [...template, '{python}'];
  const interpreter =
    parts.map((part) => hole.exec(part)?.groups?.['interpreter']).find(Boolean) ?? 'python3';
  const spec = (command: readonly string[]): CommandSpec => {
    const [file = '', ...args] = parts.flatMap((part) => put(part, command));
    return { file, args, cwd: project.directory, env: {} };
  };
  return {
    kind: 'custom',
    label: template.join(' '),
    reason: 'The command that is set for this project.',
    alembic: (args) => {
      const module = interpreter.includes('/') ? [interpreter, '-m', 'alembic'] : ['alembic'];
      return spec([...module, ...configurationArgs(project), ...args]);
    },
    python: (args) => spec([interpreter, ...args]),
    toRunner: (path) => mapPath(path, mappings, 'host') ?? path,
    toHost: (path) => (mappings.length === 0 ? path : mapPath(path, mappings, 'runner')),
  };
}

function put(part: string, command: readonly string[]): readonly string[] {
  const found = hole.exec(part);
  if (!found) return [part];
  if (found[0] === part) return command;
  const [file = '', ...args] = command;
  // A function: a `$` in the command means nothing to it.
  return [part.replace(hole, () => commandLine({ file, args, cwd: '', env: {} }))];
}
