import { dirname, relative } from 'node:path';

/** `from` and the folders above it, up to and with `top`; only `from` if `top` does not hold it. */
export function foldersUp(from: string, top: string): string[] {
  const folders = [from];
  if (relative(top, from).startsWith('..')) return folders;
  for (let folder = from; folder !== top && folder !== dirname(folder);) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}
