import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { AlembicProject, ConfigurationKind, ConfigurationProblem } from './alembic-project.js';
import type { Folder } from './folder.js';
import {
  endingsBelow,
  firstDirectory,
  isPackagePath,
  locatePackagePath,
  scriptDirectoriesAt,
  upwards,
} from './locate.js';
import type { AlembicOptions } from './options.js';

/** A configuration that names a script location, before its paths are found on disk. */
export interface Configuration {
  readonly config: string;
  readonly kind: ConfigurationKind;
  readonly section?: string;
  readonly options: AlembicOptions;
  /** As configured, or the directory of a Flask-Migrate ini. */
  readonly scriptLocation: string;
  /** The directory to run from, where it is known; else it is found out. */
  readonly directory?: string;
  readonly line: number;
  readonly warnings: readonly string[];
}

interface Place {
  readonly directory: string;
  readonly scriptLocation: string;
  readonly warning?: string;
}

/** Turns the paths of a configuration into absolute ones, trying the places a person would try. */
export async function placeProject(
  folder: Folder,
  configuration: Configuration,
): Promise<AlembicProject> {
  const { config, kind, section, options } = configuration;
  const home = configuration.directory ?? dirname(config);
  const place = await placeScripts(folder, configuration, home);
  const problems: ConfigurationProblem[] = [...options.problems];
  if (!place)
    problems.push({
      file: config,
      line: configuration.line,
      message: missing(folder, configuration.scriptLocation, home),
    });
  const directory = place?.directory ?? home;
  const scriptLocation = place?.scriptLocation ?? resolve(home, configuration.scriptLocation);
  const versions = await placeVersions(folder, configuration, directory, scriptLocation);
  return {
    config,
    kind,
    ...(section === undefined ? {} : { section }),
    directory,
    scriptLocation,
    versionLocations: versions.locations,
    recursive: options.recursive,
    sourceless: options.sourceless,
    fileTemplate: options.fileTemplate,
    truncateSlugLength: options.truncateSlugLength,
    prependSysPath: options.prependSysPath.map((path) => resolve(directory, path)),
    warnings: [
      ...configuration.warnings,
      ...(place?.warning ? [place.warning] : []),
      ...versions.warnings,
    ],
    problems,
  };
}

async function placeScripts(
  folder: Folder,
  { scriptLocation: location, options, directory }: Configuration,
  home: string,
): Promise<Place | undefined> {
  const above = directory === undefined ? upwards(folder, home) : [directory];
  if (isPackagePath(location)) {
    const found = await locatePackagePath(folder, location, home, options.prependSysPath);
    return found === undefined ? undefined : { directory: home, scriptLocation: found };
  }
  if (isAbsolute(location)) {
    if (await folder.isDirectory(location)) return { directory: home, scriptLocation: location };
    const found = await firstDirectory(folder, endingsBelow(location, above));
    if (found === undefined) return undefined;
    const warning = `script_location ${location} does not exist on this machine; ${named(folder, found)} is taken for it.`;
    return { directory: home, scriptLocation: found, warning };
  }
  const found =
    (await firstDirectory(
      folder,
      above.map((path) => resolve(path, location)),
    )) ?? (await firstDirectory(folder, scriptDirectoriesAt(folder, location)));
  if (found === undefined) return undefined;
  const depth = relative(resolve('/', location), '/');
  const from = resolve(found, depth);
  if (from === home) return { directory: home, scriptLocation: found };
  const warning = `script_location "${location}" does not exist beside the configuration; Alembic has to be run in ${named(folder, from)}.`;
  return { directory: from, scriptLocation: found, warning };
}

async function placeVersions(
  folder: Folder,
  { options }: Configuration,
  directory: string,
  scriptLocation: string,
): Promise<{ readonly locations: readonly string[]; readonly warnings: readonly string[] }> {
  // Alembic takes an empty list for none at all.
  if (!options.versionLocations || options.versionLocations.length === 0)
    return { locations: [resolve(scriptLocation, 'versions')], warnings: [] };
  const locations: string[] = [];
  const warnings: string[] = [];
  for (const written of options.versionLocations) {
    const path = isPackagePath(written)
      ? await locatePackagePath(folder, written, directory, options.prependSysPath)
      : resolve(directory, written);
    if (path !== undefined) locations.push(path);
    if (path === undefined || !(await folder.isDirectory(path)))
      warnings.push(
        `version_locations names "${written}", which does not exist; Alembic skips it.`,
      );
  }
  return { locations, warnings };
}

function missing(folder: Folder, location: string, home: string): string {
  const where = isPackagePath(location)
    ? `no package of this folder has it; if it is an installed package, open that package's folder`
    : `it exists neither in ${named(folder, home)} nor in a folder above it`;
  return `script_location is "${location}", but ${where}. Every alembic command fails until it is corrected.`;
}

function named(folder: Folder, path: string): string {
  return relative(folder.root, path) || 'the top folder';
}
