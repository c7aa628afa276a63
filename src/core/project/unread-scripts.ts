import { basename, dirname, join, relative, sep } from 'node:path';
import type { AlembicProject } from './alembic-project.js';
import type { Folder } from './folder.js';
import { readOptions } from './options.js';
import type { Configuration } from './place-project.js';

/** Of more migrations in `versions` itself than these, the folders below are only an archive. */
const few = 2;

/** A folder of `versions` with the migrations for PostgreSQL, where env.py takes one by database. */
const postgres = /^(?:postgres|postgresql|pg|psql)$/i;

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
    const text = (await folder.read(config)) ?? '';
    if (!/\balembic\b/.test(text)) continue;
    const recursive = named.length > 0 || flat === 0;
    const chosen = text.includes('version_locations') ? chosenFolder(folder, versions) : undefined;
    const read = recursive ? 'all folders below its versions are' : 'its versions folder is';
    const [first] = named;
    const warning = chosen
      ? `env.py chooses the versions folder when it runs; of those, ${basename(chosen)} is read.`
      : first
        ? `${basename(first.config)} reads only ${flat} of ${flat + deep} migrations here, those in versions itself; here all are read. Name the folders in version_locations, or set recursive_version_locations = true.`
        : `No configuration names this script directory; ${read} read.`;
    found.push({
      config,
      kind: 'env',
      options: {
        ...readOptions(undefined, undefined),
        recursive,
        ...(chosen === undefined ? {} : { versionLocations: [chosen] }),
      },
      scriptLocation,
      directory: first?.directory ?? dirname(scriptLocation),
      line: 1,
      warnings: [warning],
    });
  }
  return found;
}

/** The folder for PostgreSQL beside others. */
function chosenFolder(folder: Folder, versions: string): string | undefined {
  const below = folder.files.flatMap((file) => {
    const [name, ...inner] = relative(versions, file).split(sep);
    return name === undefined || name === '..' || inner.length === 0 ? [] : [name];
  });
  const name = below.find((one) => postgres.test(one));
  return name === undefined || new Set(below).size < 2 ? undefined : join(versions, name);
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
