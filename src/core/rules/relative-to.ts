import { relative, sep } from 'node:path';

/** A path as people write it below a folder, with `/`. */
export function relativeTo(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
