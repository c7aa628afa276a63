import path from 'node:path';

/** A path relative to DIR, with `/`. */
export function relativePath(directory: string, file: string): string {
  return path.relative(directory, file).split(path.sep).join('/') || '.';
}
