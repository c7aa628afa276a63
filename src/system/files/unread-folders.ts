import path from 'node:path';
import { decodePython } from '../../core/python/decode.js';
import { listFiles, resolveLink } from './list-files.js';
import type { LoadedProject } from './load-project.js';
import { readFiles } from './read-files.js';

/** Of more files than these, folders are no oversight. */
const most = 200;

/** Python files below the script directory that are neither its revisions nor its env.py, by file. */
export async function readUnreadFolders({
  project,
  files,
}: Pick<LoadedProject, 'project' | 'files'>): Promise<ReadonlyMap<string, string>> {
  const start = await resolveLink(project.scriptLocation);
  if (start === undefined) return new Map();
  const read = new Set(files.map(({ file }) => file));
  const found = (await listFiles(start)).files.filter(
    (file) => file.endsWith('.py') && path.dirname(file) !== start && !read.has(file),
  );
  if (found.length > most) return new Map();
  const bytes = await readFiles(found);
  return new Map(
    found.flatMap((file, at) => {
      const own = bytes[at];
      return own && 'bytes' in own ? [[file, decodePython(own.bytes).text] as const] : [];
    }),
  );
}
