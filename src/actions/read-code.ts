import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectCode, type CodeSource } from '../core/models/project-code.js';
import type { Configuration } from '../core/rules/configuration.js';
import { readPythonTexts } from '../system/files/python-texts.js';
import type { LoadedProject } from '../system/files/load-project.js';

export interface CodeOptions {
  readonly configuration: Configuration;
  /** The folder that is checked; absolute. */
  readonly root: string;
  /** The folder that paths of the configuration are relative to. */
  readonly base: string;
}

/** The last reading of each project: what did not change is not indexed again. */
const last = new Map<string, CodeSource>();

/**
 * The Python code that a project's models and schemas stand in: the configured folders, else the
 * folder of its configuration, else, where that declares no table, the folder that is checked.
 * Undefined where none declares one. Never rejects.
 */
export async function readCode(
  { project, files }: LoadedProject,
  { configuration: { models, schemas }, root, base }: CodeOptions,
): Promise<CodeSource | undefined> {
  const env = path.join(project.scriptLocation, 'env.py');
  const envText = await readFile(env, 'utf8').catch(() => '');
  const migrations = new Set(files.map(({ file }) => file));
  const skipped = (file: string) =>
    migrations.has(file) || project.versionLocations.some((one) => file.startsWith(one + path.sep));
  const stated = models.map((place) => path.resolve(base, place));
  const own = path.dirname(project.config);
  const tries = stated.length > 0 ? [[...stated, own]] : own === root ? [[own]] : [[own], [root]];
  for (const folders of tries) {
    const texts = new Map([[env, envText]]);
    for (const folder of folders)
      for (const [file, text] of (await readPythonTexts(folder, skipped)) ?? [])
        texts.set(file, text);
    const source = remembered({ texts, env, stated: schemas });
    if (projectCode(source).models.tables.length > 0) return source;
  }
  return undefined;
}

/** The same object for the same texts. */
function remembered(source: CodeSource): CodeSource {
  const before = last.get(source.env);
  const same =
    before?.texts.size === source.texts.size &&
    [...source.texts].every(([file, text]) => before.texts.get(file) === text) &&
    JSON.stringify([...before.stated]) === JSON.stringify([...source.stated]);
  if (before && same) return before;
  last.set(source.env, source);
  return source;
}
