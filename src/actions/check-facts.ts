import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PackageVersions } from '../core/project/package-versions.js';
import { projectCode } from '../core/models/project-code.js';
import type { Configuration } from '../core/rules/configuration.js';
import { declaredModels } from '../core/rules/declared-models.js';
import type { Finding } from '../core/rules/finding.js';
import type { Outside } from '../core/rules/outside.js';
import type { LoadedProject } from '../system/files/load-project.js';
import { readPackageVersions } from '../system/files/package-versions.js';
import { readCode } from './read-code.js';
import { readOutside } from './read-outside.js';
import { configurationAt, type ConfigurationOptions } from './read-configuration.js';

/** What a check needs besides the history, as it is on disk. */
export interface CheckFacts {
  /** Of every file that a finding may stand in. */
  readonly texts: ReadonlyMap<string, string>;
  readonly configuration: Configuration;
  /** Absolute; undefined where there is none. */
  readonly configurationFile: string | undefined;
  /** What is wrong in the configuration. */
  readonly mistakes: readonly Finding[];
  readonly packages: PackageVersions;
  readonly outside: Outside;
}

/**
 * Reads them. Rejects only where a file cannot be read.
 *
 * @param options `git`: false where git must not be run, since a repository can make it run anything
 */
export async function readCheckFacts(
  loaded: LoadedProject,
  options: ConfigurationOptions & { readonly git?: boolean | undefined },
): Promise<CheckFacts> {
  const { project, files } = loaded;
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  for (const file of [path.join(project.scriptLocation, 'env.py'), project.config])
    texts.set(file, await readFile(file, 'utf8').catch(() => ''));
  const folder = path.dirname(project.config);
  const { configuration, mistakes, file } = await configurationAt(folder, options);
  if (file) texts.set(file.file, file.text);
  const packages = await readPackageVersions(folder, options.root);
  const outside = await readOutside(loaded, options.git !== false);
  for (const [unread, text] of outside.unreadFolders ?? []) texts.set(unread, text);
  const base = file ? path.dirname(file.file) : folder;
  const code = await readCode(loaded, { configuration, root: options.root, base });
  for (const [own, text] of code?.texts ?? []) if (!texts.has(own)) texts.set(own, text);
  const models = code && declaredModels(projectCode(code).models);
  return {
    texts,
    configuration,
    configurationFile: file?.file,
    mistakes,
    packages,
    outside: { ...outside, code, models },
  };
}
