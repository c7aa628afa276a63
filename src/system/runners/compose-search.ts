import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { composeFileSets } from '../../core/project/compose-files.js';
import { readDotEnv } from '../../core/project/compose-dotenv.js';
import type { Lookup, ReadText } from '../../core/project/compose-model.js';

/** Compose files that belong together, with what reading them needs. */
export interface ComposeSet {
  /** Where `docker compose` runs. */
  readonly cwd: string;
  /** Compose's project directory, that of the first file: relative paths start here. */
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
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
): ComposeSet[] {
  const entries = namesIn(cwd);
  if (entries.length === 0) return [];
  const outer: Lookup = (name) => environment[name];
  const here = withDotEnv(cwd, outer);
  const named = ['COMPOSE_FILE', 'COMPOSE_PATH_SEPARATOR'].map((name) => [name, here(name)]);
  return composeFileSets(entries, Object.fromEntries(named) as Record<string, string>).map(
    ({ names, isDefault }) => {
      const files = names.map((name) => resolve(cwd, name));
      const directory = dirname(files[0] ?? cwd);
      return {
        cwd,
        directory,
        files,
        flags: isDefault ? [] : names.flatMap((name) => ['-f', name]),
        lookup: directory === cwd ? here : withDotEnv(directory, here),
      };
    },
  );
}

/** `outer`, and what the `.env` of a directory sets besides. */
function withDotEnv(directory: string, outer: Lookup): Lookup {
  const values = readDotEnv(readText(join(directory, '.env')) ?? '', outer);
  return (name) => outer(name) ?? values[name];
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
