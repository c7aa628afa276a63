import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads the bridge from standard input and runs it: this is all that stands on a command line. */
export const bridgeLoader =
  "import sys;r=sys.stdin.buffer;exec(compile(r.read(int(r.readline())),'<alembic-pilot>','exec'))";

let source: Buffer | undefined;

/** `python/bridge.py`: beside `src/` in a checkout, beside `dist/` in the package. */
export function bridgeSource(): Buffer {
  source ??= readFileSync(find(import.meta.dirname));
  return source;
}

function find(folder: string): string {
  const file = join(folder, 'python', 'bridge.py');
  if (existsSync(file)) return file;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The installation is incomplete: python/bridge.py.');
  return find(parent);
}
