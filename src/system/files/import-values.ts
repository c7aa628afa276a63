import { dirname, join } from 'node:path';
import { importedPaths, moduleValue, withImported } from '../../core/graph/imported-values.js';
import type { LoadedFile } from '../../core/graph/revision-graph.js';
import { decodePython } from '../../core/python/decode.js';
import type { PythonValue } from '../../core/python/value.js';
import { readFiles } from './read-files.js';

/** Modules that only hand on another module's name are followed so far. */
const deepest = 5;

/**
 * Puts in the values that identifiers take from other modules of the same tree, by reading these
 * modules, not running them: the module of `a.b.NAME` is looked for as `a/b.py` beside the folders
 * above the migration, and in `directories`. What is not found stays unknown.
 */
export async function importValues(
  loaded: LoadedFile,
  directories: readonly string[],
): Promise<LoadedFile> {
  const { file, text, reading } = loaded;
  if (!('revision' in reading)) return loaded;
  const above = [...directories, ...foldersAbove(file)];
  const values = new Map<string, PythonValue>();
  for (const path of importedPaths(reading.revision, text)) {
    const value = await valueAt(path, above);
    if (value) values.set(path, value);
  }
  if (values.size === 0) return loaded;
  return {
    ...loaded,
    reading: { ...reading, revision: withImported(reading.revision, text, values) },
  };
}

async function valueAt(
  path: string,
  directories: readonly string[],
): Promise<PythonValue | undefined> {
  let wanted = path;
  for (let depth = 0; depth < deepest; depth++) {
    const parts = wanted.split('.');
    const name = parts.pop() ?? '';
    const text = await moduleText(join(...parts), directories);
    const value = text === undefined ? undefined : moduleValue(text, name);
    if (value?.kind !== 'name') return value;
    wanted = value.path;
  }
  return undefined;
}

async function moduleText(
  way: string,
  directories: readonly string[],
): Promise<string | undefined> {
  const files = directories.flatMap((directory) => [
    join(directory, `${way}.py`),
    join(directory, way, '__init__.py'),
  ]);
  for (const read of await readFiles(files))
    if ('bytes' in read) return decodePython(read.bytes).text;
  return undefined;
}

function foldersAbove(file: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    folders.push(folder);
  return folders;
}
