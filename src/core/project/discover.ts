import { basename, dirname, join } from 'node:path';
import type { AlembicProject } from './alembic-project.js';
import type { Folder } from './folder.js';
import { parseIni } from './ini.js';
import { readOptions } from './options.js';
import type { TomlSource } from './options.js';
import { placeProject } from './place-project.js';
import type { Configuration } from './place-project.js';
import { readPyproject } from './pyproject.js';
import { unreadScripts } from './unread-scripts.js';

/** Text that a program replaces before it uses the configuration: the file is a template. */
const placeholder = /[{}<>]|\$[({A-Z]/;

/**
 * Finds every Alembic project of a folder: each ini section with an own `script_location`, each
 * pyproject.toml with `[tool.alembic]`, and each script directory that no configuration names.
 * Sorted by configuration path; sections in file order. Never throws.
 */
export async function discoverProjects(folder: Folder): Promise<readonly AlembicProject[]> {
  const named = (name: string) => folder.files.filter((file) => basename(file) === name).sort();
  const tomls = new Map<string, TomlSource>();
  const configurations: Configuration[] = [];

  for (const file of named('pyproject.toml')) {
    const toml = readPyproject((await folder.read(file)) ?? '');
    if (toml && 'options' in toml) tomls.set(dirname(file), { file, ...toml });
    else if (toml) configurations.push(broken(file, toml));
  }
  const inis = folder.files.filter((file) => file.endsWith('.ini')).sort();
  const texts = await Promise.all(inis.map((file) => folder.read(file)));
  inis.forEach((file, index) => {
    const text = texts[index];
    if (text && /alembic|script_location/i.test(text))
      configurations.push(...iniConfigurations(folder, file, text, tomls.get(dirname(file))));
  });
  const covered = new Set(configurations.map(({ config }) => dirname(config)));
  for (const [directory, toml] of tomls)
    if (!covered.has(directory)) configurations.push(...tomlConfiguration(toml));

  const real = configurations.filter(({ scriptLocation }) => !placeholder.test(scriptLocation));
  const projects = await Promise.all(real.map((found) => placeProject(folder, found)));
  const unread = await unreadScripts(folder, named('env.py'), projects);
  const all = [
    ...projects,
    ...(await Promise.all(unread.map((found) => placeProject(folder, found)))),
  ];
  return all.sort((a, b) => (a.config < b.config ? -1 : a.config > b.config ? 1 : 0));
}

function iniConfigurations(
  folder: Folder,
  file: string,
  text: string,
  toml: TomlSource | undefined,
): readonly Configuration[] {
  const ini = parseIni(text);
  const found: Configuration[] = [];
  for (const [section, options] of ini.sections) {
    const main = section === 'alembic';
    const own =
      options.get('script_location') ?? (main ? ini.defaults.get('script_location') : undefined);
    if (!own && !main) continue;
    const read = readOptions({ file, ini, section }, toml);
    const problems = [...ini.problems.map((problem) => ({ file, ...problem })), ...read.problems];
    const shared = {
      config: file,
      kind: 'ini' as const,
      ...(main ? {} : { section }),
      options: { ...read, problems },
      line: own?.line ?? 1,
      warnings: [],
    };
    if (read.scriptLocation !== undefined) {
      found.push({ ...shared, scriptLocation: read.scriptLocation });
    } else if (own) {
      found.push({ ...shared, scriptLocation: own.text });
    } else if (folder.files.includes(join(dirname(file), 'env.py'))) {
      const warnings = [
        'The configuration names no script_location, as Flask-Migrate leaves it: its own folder is taken.',
      ];
      const directory = dirname(dirname(file));
      found.push({ ...shared, scriptLocation: dirname(file), directory, warnings });
    }
  }
  return found;
}

function tomlConfiguration(toml: TomlSource): readonly Configuration[] {
  const options = readOptions(undefined, toml);
  const { scriptLocation } = options;
  if (scriptLocation === undefined) return [];
  const { file: config, line } = toml;
  return [{ config, kind: 'pyproject', options, scriptLocation, line, warnings: [] }];
}

function broken(
  file: string,
  toml: { readonly problem: string; readonly line: number },
): Configuration {
  const options = readOptions(undefined, undefined);
  const problem = {
    file,
    line: toml.line,
    message: `${toml.problem} Every alembic command fails here.`,
  };
  return {
    config: file,
    kind: 'pyproject',
    options: { ...options, problems: [problem] },
    scriptLocation: 'alembic',
    line: toml.line,
    warnings: [],
  };
}
