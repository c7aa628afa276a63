import { closeSync, fstatSync, openSync, readFile, readSync, stat } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** The bytes of a file, or why it was not read, in words. */
export type FileBytes = { readonly bytes: Uint8Array } | { readonly problem: string };

/** No migration and no configuration is larger; reading on would only fill memory. */
const largest = 16 * 1024 * 1024;
/** Milliseconds that others may have to wait for their turn. */
const turn = 8;
/** Milliseconds a file at which reading side by side becomes faster than one after the other. */
const slow = 0.5;
const atOnce = 32;
/** Where a file is read to at first: nearly all fit, and need no question for their size. */
const ordinary = Buffer.allocUnsafe(64 * 1024);

/**
 * Reads files; results in the order of the paths. Never rejects. Small files of a local disk are
 * read fastest one after the other, with a pause at each turn; where that is slow, as over a
 * network, the rest is read side by side, a bounded number at once.
 */
export async function readFiles(paths: readonly string[]): Promise<readonly FileBytes[]> {
  const results: FileBytes[] = [];
  while (results.length < paths.length) {
    const first = results.length;
    const start = performance.now();
    for (let index = first; index < paths.length; index++) {
      results.push(readNow(paths[index] ?? ''));
      if (performance.now() - start > turn) break;
    }
    if ((performance.now() - start) / (results.length - first) > slow)
      return [...results, ...(await inParallel(paths.slice(results.length), readLater))];
    if (results.length < paths.length) await setImmediate();
  }
  return results;
}

function readNow(path: string): FileBytes {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const read = readSync(descriptor, ordinary, 0, ordinary.length, 0);
    if (read < ordinary.length) return { bytes: Buffer.from(ordinary.subarray(0, read)) };
    const { size } = fstatSync(descriptor);
    if (size > largest) return tooLarge(size);
    const bytes = Buffer.allocUnsafe(size);
    return { bytes: bytes.subarray(0, readSync(descriptor, bytes, 0, size, 0)) };
  } catch (error) {
    return { problem: reason(error as NodeJS.ErrnoException) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readLater(path: string): Promise<FileBytes> {
  return new Promise((resolve) => {
    stat(path, (unknown, found) => {
      if (unknown) resolve({ problem: reason(unknown) });
      else if (found.size > largest) resolve(tooLarge(found.size));
      else
        readFile(path, (error, bytes) => {
          resolve(error ? { problem: reason(error) } : { bytes });
        });
    });
  });
}

function tooLarge(size: number): FileBytes {
  return { problem: `it has ${Math.round(size / 1048576)} MB` };
}

/** Runs an asynchronous step for each item, a bounded number at once; results in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  step: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let position = 0;
  const worker = async (): Promise<void> => {
    for (let index = position++; index < items.length; index = position++)
      results[index] = await step(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}

/** True for a directory that exists, links followed. */
export function isDirectory(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    stat(path, (error, found) => {
      resolve(!error && found.isDirectory());
    });
  });
}

/** What went wrong with a file, in words. */
export function reason(error: NodeJS.ErrnoException): string {
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission is denied',
    EPERM: 'permission is denied',
    ENOENT: 'it does not exist',
    EISDIR: 'it is a directory',
    ELOOP: 'its links go round in a circle',
    ERR_FS_FILE_TOO_LARGE: 'it is too large',
  };
  return words[error.code ?? ''] ?? error.message;
}
