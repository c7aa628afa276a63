import { basename, dirname, join } from 'node:path';
import type { AlembicProject } from './alembic-project.js';
import type { Folder } from './folder.js';
import { readOptions } from './options.js';
import type { Configuration } from './place-project.js';

/** Of more migrations in `versions` itself than these, the folders below are only an archive. */
const few = 2;

/**
 * Script directories with migrations that no configuration reads, since a program of their own runs
 * them: those that none names, and those of which one reads only the top of `versions` while nearly
 * all files lie in folders below it (by release, by branch).
 */
export async function unreadScripts(
  folder: Folder,
  environments: readonly string[],
  projects: readonly AlembicProject[],
): Promise<readonly Configuration[]> {
  const found: Configuration[] = [];
  for (const config of environments) {
    const scriptLocation = dirname(config);
    const versions = join(scriptLocation, 'versions');
    const { flat, deep } = migrations(folder, versions);
    const named = projects.filter((project) => project.scriptLocation === scriptLocation);
    const inside = named.every(
      ({ recursive, versionLocations }) => !recursive && versionLocations.join() === versions,
    );
    if (named.length > 0 ? !inside || flat > few || deep <= flat : flat + deep === 0) continue;
    if (!/\balembic\b/.test((await folder.read(config)) ?? '')) continue;
    const recursive = named.length > 0 || flat === 0;
    const read = recursive ? 'all folders below its versions are' : 'its versions folder is';
    const [first] = named;
    const warning = first
      ? `${basename(first.config)} reads only ${flat} of ${flat + deep} migrations here, those in versions itself; here all are read. Name the folders in version_locations, or set recursive_version_locations = true.`
      : `No configuration names this script directory; ${read} read.`;
    found.push({
      config,
      kind: 'env',
      options: { ...readOptions(undefined, undefined), recursive },
      scriptLocation,
      directory: first?.directory ?? dirname(scriptLocation),
      line: 1,
      warnings: [warning],
    });
  }
  return found;
}

/** How many Python files lie in a versions folder itself, and below it. */
function migrations(
  folder: Folder,
  versions: string,
): { readonly flat: number; readonly deep: number } {
  const start = join(versions, '/');
  const files = folder.files.filter(
    (file) => file.startsWith(start) && file.endsWith('.py') && basename(file) !== '__init__.py',
  );
  const flat = files.filter((file) => dirname(file) === versions).length;
  return { flat, deep: files.length - flat };
}
