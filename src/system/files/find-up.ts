import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The nearest file of a name, from a folder upwards to another one (or to the root of the disk, if
 * that is not above it). Undefined where there is none. A file that cannot be read rejects.
 */
export async function findUp(
  name: string,
  from: string,
  upTo: string,
): Promise<{ readonly file: string; readonly text: string } | undefined> {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const file = path.join(folder, name);
    try {
      return { file, text: await readFile(file, 'utf8') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    if (folder === path.resolve(upTo) || folder === path.dirname(folder)) return undefined;
  }
}
