import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Folder } from './folder.js';

/** Directories from `start` up to the root of the folder, nearest first. */
export function upwards(folder: Folder, start: string): readonly string[] {
  const chain = [start];
  let current = start;
  while (current !== folder.root && isInside(folder.root, dirname(current))) {
    current = dirname(current);
    chain.push(current);
  }
  return chain;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}

/** True for `package:directory`, which Alembic looks up by importing the package. */
export function isPackagePath(location: string): boolean {
  return !isAbsolute(location) && location.includes(':');
}

/**
 * The directory that `package.sub:dir` means: looked for below the directories of `prepend_sys_path`,
 * the directories from `directory` up to the root, each also with `src`, and wherever else below the
 * root the package stands. Undefined where no such directory exists: it may be an installed package.
 */
export async function locatePackagePath(
  folder: Folder,
  location: string,
  directory: string,
  prependSysPath: readonly string[],
): Promise<string | undefined> {
  const [name = '', ...inner] = location.split(':');
  const way = join(...name.split('.'), ...inner);
  const bases = [
    ...prependSysPath.map((path) => resolve(directory, path)),
    ...upwards(folder, directory).flatMap((path) => [path, join(path, 'src')]),
  ];
  const found = await firstDirectory(
    folder,
    bases.map((base) => join(base, way)),
  );
  return found ?? firstDirectory(folder, scriptDirectoriesAt(folder, way));
}

/** Script directories of the folder (they have an env.py) whose path ends with `way`. */
export function scriptDirectoriesAt(folder: Folder, way: string): readonly string[] {
  const ending = join('/', way, 'env.py');
  return folder.files.filter((file) => file.endsWith(ending)).map(dirname);
}

/** The first of these paths that is a directory. */
export async function firstDirectory(
  folder: Folder,
  paths: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) if (await folder.isDirectory(path)) return path;
  return undefined;
}

/**
 * Where an absolute path that does not exist here may stand: its endings below `directories`, the
 * longest first. Configurations made for a container name `/app/alembic`.
 */
export function endingsBelow(path: string, directories: readonly string[]): readonly string[] {
  const endings: string[] = [];
  let ending = basename(path);
  for (let rest = dirname(path); ; rest = dirname(rest)) {
    endings.unshift(ending);
    if (rest === dirname(rest)) break;
    ending = join(basename(rest), ending);
  }
  return directories.flatMap((directory) => endings.map((way) => join(directory, way)));
}
