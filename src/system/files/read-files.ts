import { readFile, stat } from 'node:fs';

/** The bytes of a file, or why it was not read, in words. */
export type FileBytes = { readonly bytes: Uint8Array } | { readonly problem: string };

/** No migration and no configuration is larger; reading on would only fill memory. */
const largest = 16 * 1024 * 1024;
const atOnce = 32;

/** Reads files side by side, a bounded number at once; results in the order of the paths. Never rejects. */
export async function readFiles(paths: readonly string[]): Promise<readonly FileBytes[]> {
  return inParallel(paths, readOne);
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

// The callback form: the promise form of readFile takes five times as long for small files.
function readOne(path: string): Promise<FileBytes> {
  return new Promise((resolve) => {
    readFile(path, (error, bytes) => {
      if (error) resolve({ problem: reason(error) });
      else if (bytes.length <= largest) resolve({ bytes });
      else resolve({ problem: `it has ${Math.round(bytes.length / 1048576)} MB` });
    });
  });
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
