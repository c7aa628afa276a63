import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { composeFileSets } from '../../core/project/compose-files.js';
import { readDotEnv } from '../../core/project/compose-dotenv.js';
import type { Lookup, ReadText } from '../../core/project/compose-model.js';

/** Compose files that belong together, with what reading them needs. */
export interface ComposeSet {
  /** The project directory; `docker compose` runs here. */
  readonly directory: string;
  /** Absolute, in `-f` order. */
  readonly files: readonly string[];
  /** What has to stand before the subcommand so that compose takes these files. */
  readonly flags: readonly string[];
  readonly lookup: Lookup;
}

/** Folders beside the code that often hold the compose file. */
const usualFolders = ['.', 'docker', '.docker', 'deploy', 'compose', 'infra', '.devcontainer'];

/**
 * The sets of compose files that may run a project, nearest first: in its directory and the folders
 * above it, up to the top of the repository. A set wins over those after it.
 *
 * @param environment variables that win over those of `.env` files
 */
export function findComposeSets(
  from: string,
  environment: Readonly<Record<string, string | undefined>>,
): ComposeSet[] {
  return foldersToRepositoryTop(from)
    .flatMap((folder) => usualFolders.map((name) => join(folder, name)))
    .flatMap((directory) => setsIn(directory, environment));
}

/** The text of a file, undefined where it cannot be read. */
export const readText: ReadText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

function setsIn(
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): ComposeSet[] {
  const entries = namesIn(directory);
  if (entries.length === 0) return [];
  const outer: Lookup = (name) => environment[name];
  const dotEnv = readDotEnv(readText(join(directory, '.env')) ?? '', outer);
  const lookup: Lookup = (name) => outer(name) ?? dotEnv[name];
  return composeFileSets(entries, dotEnv).map(({ names, isDefault }) => ({
    directory,
    files: names.map((name) => resolve(directory, name)),
    flags: isDefault ? [] : names.flatMap((name) => ['-f', name]),
    lookup,
  }));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Without a repository only the folder itself and the three above it. */
function foldersToRepositoryTop(from: string): string[] {
  const folders = [from];
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder))
    folders.push(dirname(folder));
  const top = folders.findIndex((folder) => existsSync(join(folder, '.git')));
  return folders.slice(0, top < 0 ? 4 : top + 1);
}
