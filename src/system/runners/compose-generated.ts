import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CommandSpec } from '../../core/alembic/command-spec.js';
import type { Explanation } from '../../core/alembic/explain-failure.js';
import { commandLine } from '../../core/alembic/command-line.js';
import { ask } from './compose-cli.js';
import { explainDocker } from './compose-problems.js';
import type { ComposeRunner } from './compose-runner.js';

/** A file that Alembic wrote in a container, as it is on this machine now. */
export interface GeneratedFile {
  /** On this machine. */
  readonly file: string;
  /** Whether it was only in the container and had to be copied out. */
  readonly copied: boolean;
  /** Said where the file belongs to somebody else, so that an editor cannot save it. */
  readonly owner: OwnerProblem | undefined;
}

export interface OwnerProblem extends Explanation {
  /** Gives the file to its user; needs the user's password, so it is for a terminal. */
  readonly command: CommandSpec;
}

/**
 * Sees to a file that `alembic revision` or `merge` printed: it has to be on this machine, and has
 * to belong to whoever edits it.
 *
 * @param printed the path in the container, after `Generating`
 * @param folder the versions folder on this machine, for a file that nothing maps
 */
export async function afterGenerate(
  runner: ComposeRunner,
  printed: string,
  folder: string,
): Promise<GeneratedFile | Explanation> {
  const file = runner.toHost(printed) ?? join(folder, basename(printed));
  const copied = stat(file) === undefined;
  if (copied) {
    const spec = runner.compose(['cp', `${runner.service}:${printed}`, file]);
    const answer = await ask(spec, 30_000);
    if (answer?.code !== 0 || stat(file) === undefined)
      return {
        title: `${basename(printed)} exists only in the container`,
        cause: `It could not be copied out: ${explainDocker(answer?.stderr ?? '', runner.service).cause}`,
        whatToDo: `Run \`${commandLine(spec)}\`.`,
      };
  }
  return { file, copied, owner: ownerProblem(file) };
}

/** Root sees files as their folder's owner does; anybody else has to own them. */
function ownerProblem(file: string): OwnerProblem | undefined {
  const uid = process.getuid?.();
  const owner = stat(file);
  const folder = stat(dirname(file));
  if (uid === undefined || owner === undefined || folder === undefined) return undefined;
  const [wanted, group] = uid === 0 ? [folder.uid, folder.gid] : [uid, process.getgid?.() ?? uid];
  if (owner.uid === wanted) return undefined;
  const who = owner.uid === 0 ? 'root' : `user ${owner.uid}`;
  const command = {
    file: 'sudo',
    args: ['chown', `${wanted}:${group}`, file],
    cwd: dirname(file),
    env: {},
  };
  return {
    title: `${basename(file)} belongs to ${who}`,
    cause: `The container runs as ${who}, so what it writes into the mounted folder is not yours.`,
    whatToDo: `Run \`${commandLine(command)}\`. To avoid it, set \`user: "${wanted}:${group}"\` for the service.`,
    command,
  };
}

function stat(path: string) {
  return statSync(path, { throwIfNoEntry: false });
}
