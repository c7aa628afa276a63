import path from 'node:path';
import { importedFiles } from '../core/models/imported-files.js';
import { indexModels } from '../core/models/index-models.js';
import { PythonFiles } from '../core/models/python-files.js';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { decodePython } from '../core/python/decode.js';
import { listFiles } from '../system/files/list-files.js';
import { readFiles } from '../system/files/read-files.js';

/** Why autogenerate may have found no difference, as a sentence for people. Never rejects. */
export async function emptyReason(project: AlembicProject): Promise<string> {
  const { files } = await listFiles(project.directory);
  const python = files.filter((file) => file.endsWith('.py') && !isMigration(project, file));
  const read = await readFiles(python);
  const texts = new Map(
    read.flatMap((one, at) => {
      const file = python[at];
      return file === undefined || 'problem' in one ? [] : [[file, decodePython(one.bytes).text]];
    }) as readonly (readonly [string, string])[],
  );
  const code = new PythonFiles(texts);
  const env = path.join(project.scriptLocation, 'env.py');
  const imported = importedFiles(env, code);
  const unseen = imported
    ? indexModels(code).tables.filter(({ place }) => !imported.has(place.file))
    : [];
  const modules = [
    ...new Set(unseen.map(({ place }) => path.relative(project.directory, place.file))),
  ];
  if (modules.length === 0)
    return 'Nothing differs as far as Alembic compares: it sees no change of labels of an enum type, of check constraints, triggers or views, and of server defaults only with compare_server_default.';
  const tables = unseen.map(({ name }) => name.name);
  return `env.py does not import ${some(modules)}, so Alembic does not see the ${tables.length === 1 ? 'table' : 'tables'} ${some(tables)}.`;
}

const isMigration = ({ versionLocations }: AlembicProject, file: string) =>
  versionLocations.some((folder) => file.startsWith(folder + path.sep));

const some = (names: readonly string[]) =>
  names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(' and ');
