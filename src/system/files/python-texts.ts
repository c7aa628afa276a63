import { stat } from 'node:fs/promises';
import path from 'node:path';
import { decodePython } from '../../core/python/decode.js';
import { listFiles } from './list-files.js';
import { inParallel, readFiles } from './read-files.js';

/** Of more files than these, a folder is not one project's code, and nothing is read. */
const mostFiles = 5000;
/** Bytes; a larger file is data. */
const largest = 1024 * 1024;
const tests =
  /(?:^|\/)(?:tests?|testing|fixtures)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/u;

interface Read {
  /** Size and time of the last change. */
  readonly stamp: string;
  readonly text: string;
}

/** What was read before, by file: one process checks a project again and again. */
const known = new Map<string, Read>();
const mostKnown = 4 * mostFiles;

/**
 * The Python files below a folder by absolute path, in the order of their paths, without tests,
 * virtual environments and other people's code; undefined where there are too many. Files that did
 * not change since they were read are not read again. Never rejects.
 */
export async function readPythonTexts(
  folder: string,
  skipped: (file: string) => boolean,
): Promise<ReadonlyMap<string, string> | undefined> {
  const { files } = await listFiles(folder);
  const own = files.filter((file) => {
    const inside = path.relative(folder, file).split(path.sep).join('/');
    return file.endsWith('.py') && !tests.test(inside) && !skipped(file);
  });
  if (own.length > mostFiles) return undefined;
  const stamps = await inParallel(own, stampOf);
  const stale = own.filter((file, at) => stamps[at] && known.get(file)?.stamp !== stamps[at]);
  const bytes = await readFiles(stale);
  if (known.size > mostKnown) known.clear();
  for (const [at, file] of stale.entries()) {
    const read = bytes[at];
    const stamp = stamps[own.indexOf(file)] ?? '';
    if (read && 'bytes' in read) known.set(file, { stamp, text: decodePython(read.bytes).text });
    else known.delete(file);
  }
  return new Map(
    own.toSorted().flatMap((file) => {
      const read = known.get(file);
      return read ? [[file, read.text] as const] : [];
    }),
  );
}

const stampOf = (file: string): Promise<string | undefined> =>
  stat(file).then(
    ({ size, mtimeMs }) => (size > largest ? undefined : `${size} ${mtimeMs}`),
    () => undefined,
  );
