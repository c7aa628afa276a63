import { importedFiles } from './imported-files.js';
import { indexModels } from './index-models.js';
import { matchSchemas, type SchemaMatch } from './match-schemas.js';
import type { ModelIndex } from './model.js';
import { PythonFiles } from './python-files.js';
import { indexSchemas } from './schemas.js';

/** Where the code of a project is read from. */
export interface CodeSource {
  /** Its Python files by absolute path, as they are on disk, migrations left out. */
  readonly texts: ReadonlyMap<string, string>;
  /** The env.py, one of them. */
  readonly env: string;
  /** Schemas that the user matched, with the model of each; undefined: of none. */
  readonly stated: ReadonlyMap<string, string | undefined>;
}

/** What the code of a project declares. */
export interface ProjectCode {
  readonly files: PythonFiles;
  readonly env: string;
  readonly models: ModelIndex;
  readonly schemas: readonly SchemaMatch[];
  /** What env.py leads to by imports; undefined where only running it could tell. */
  readonly imported: ReadonlySet<string> | undefined;
}

interface Reading {
  readonly changed: readonly (readonly [string, string])[];
  readonly code: ProjectCode;
}

const readings = new WeakMap<CodeSource, Reading>();

/**
 * Reads the code of a project, once for the same texts. Never throws.
 *
 * @param open texts that hold instead of those on disk, among others
 */
export function projectCode(
  source: CodeSource,
  open: ReadonlyMap<string, string> = new Map(),
): ProjectCode {
  const changed = [...source.texts].flatMap(([file, text]) => {
    const now = open.get(file);
    return now === undefined || now === text ? [] : [[file, now] as const];
  });
  const last = readings.get(source);
  if (last && sameTexts(last.changed, changed)) return last.code;
  const texts = changed.length === 0 ? source.texts : new Map([...source.texts, ...changed]);
  const files = new PythonFiles(texts, last?.code.files);
  const models = indexModels(files);
  const code: ProjectCode = {
    files,
    env: source.env,
    models,
    schemas: matchSchemas(indexSchemas(files), models.tables, source.stated),
    imported: importedFiles(source.env, files),
  };
  readings.set(source, { changed, code });
  return code;
}

const sameTexts = (a: Reading['changed'], b: Reading['changed']) =>
  a.length === b.length && a.every(([file, text], at) => b[at]?.[0] === file && b[at][1] === text);
