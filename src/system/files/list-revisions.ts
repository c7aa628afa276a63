import { basename, join } from 'node:path';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { entriesOf, resolveLink } from './list-files.js';

/** The files of a project's version locations, in Alembic's load order, links resolved, each once. */
export interface RevisionFiles {
  readonly files: readonly string[];
  /** What Alembic would load and cannot be read here, in words. */
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Lists what `ScriptDirectory` would load: each location that exists, names sorted, folders below it
 * only where the project is recursive, a file that is reached twice only once.
 */
export async function listRevisionFiles(project: AlembicProject): Promise<RevisionFiles> {
  const files = new Set<string>();
  const problems: { path: string; reason: string }[] = [];
  for (const location of project.versionLocations) {
    const start = await resolveLink(location);
    // A stack of folders, the next one on top: a folder's files come before those below it.
    for (const open = start === undefined ? [] : [start]; open.length > 0;) {
      const folder = open.pop() ?? '';
      const entries = await entriesOf(folder);
      if ('problem' in entries) {
        problems.push({ path: folder, reason: entries.problem });
        continue;
      }
      const names = entries
        .filter((entry) => entry.isFile() || entry.isSymbolicLink())
        .sort(byName);
      for (const entry of names) {
        const path = join(folder, entry.name);
        if (!/\.py[co]?$/.test(entry.name) && !entry.isSymbolicLink()) continue;
        const file = entry.isSymbolicLink() ? ((await resolveLink(path)) ?? path) : path;
        if (/\.py[co]$/.test(file)) compiledOnly(project, file, names, problems);
        else files.add(file);
      }
      if (!project.recursive) continue;
      const below = entries.filter(
        (entry) => entry.isDirectory() && !entry.name.endsWith('__pycache__'),
      );
      open.push(
        ...below
          .sort(byName)
          .reverse()
          .map(({ name }) => join(folder, name)),
      );
    }
  }
  return { files: [...files], problems };
}

/** With `sourceless = true` Alembic loads a .pyc that has no source; its contents are closed to us. */
function compiledOnly(
  project: AlembicProject,
  file: string,
  beside: readonly { readonly name: string }[],
  problems: { path: string; reason: string }[],
): void {
  const name = basename(file).slice(0, -1);
  if (!project.sourceless || beside.some((entry) => entry.name === name)) return;
  problems.push({ path: file, reason: 'it is compiled, and its source is not beside it' });
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
