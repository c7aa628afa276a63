import { readdir, realpath } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename, join } from 'node:path';
import { ignoredDirectories } from '../../core/project/folder.js';
import { inParallel, isDirectory, reason } from './read-files.js';

/** The files below a folder that may matter to Alembic, and what could not be listed, in words. */
export interface FileList {
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/** So many directories are listed at most: a folder of more is not a project, but a disk. */
const mostDirectories = 100_000;
const wanted = /\.(?:ini|py)$|^pyproject\.toml$/;

interface Place {
  readonly path: string;
  /** Links resolved. */
  readonly real: string;
}

/**
 * Lists `*.ini`, `*.py` and `pyproject.toml` below a folder, level by level, without directories of
 * other people's code and virtual environments. Links to directories are followed once. Never rejects.
 */
export async function listFiles(root: string): Promise<FileList> {
  const files: string[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  let level: Place[] = [{ path: root, real: (await resolveLink(root)) ?? root }];
  while (level.length > 0) {
    const fresh = level.filter(({ real }) => !seen.has(real) && seen.add(real));
    if (seen.size > mostDirectories) {
      problems.push(
        `${root} has more than ${mostDirectories} folders; the deeper ones were not searched.`,
      );
      break;
    }
    const found = await inParallel(fresh, (place) => listOne(place, root, files, problems));
    level = found.flat();
  }
  return { files, problems };
}

async function listOne(
  place: Place,
  root: string,
  files: string[],
  problems: string[],
): Promise<Place[]> {
  const entries = await entriesOf(place.path);
  if ('problem' in entries) {
    problems.push(`${place.path} cannot be listed: ${entries.problem}.`);
    return [];
  }
  if (place.path !== root && entries.some(({ name }) => name === 'pyvenv.cfg')) return [];
  const below: Place[] = [];
  for (const entry of entries) {
    const path = join(place.path, entry.name);
    if (entry.isDirectory()) {
      if (!ignoredDirectories.has(entry.name))
        below.push({ path, real: join(place.real, entry.name) });
    } else if (wanted.test(entry.name)) {
      files.push(path);
    } else if (entry.isSymbolicLink() && !ignoredDirectories.has(entry.name)) {
      const real = (await isDirectory(path)) ? await resolveLink(path) : undefined;
      if (real !== undefined && !ignoredDirectories.has(basename(real))) below.push({ path, real });
    }
  }
  return below;
}

/** The entries of a directory, or why it cannot be listed. */
export function entriesOf(path: string): Promise<readonly Dirent[] | { readonly problem: string }> {
  return new Promise((resolve) => {
    readdir(path, { withFileTypes: true }, (error, entries) => {
      resolve(error ? { problem: reason(error) } : entries);
    });
  });
}

/** A path with all links resolved; undefined where it leads nowhere. */
export function resolveLink(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    realpath.native(path, (error, resolved) => {
      resolve(error ? undefined : resolved);
    });
  });
}
