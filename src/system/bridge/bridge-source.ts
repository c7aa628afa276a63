import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads a program from standard input and runs it: this is all that stands on a command line. */
export const bridgeLoader =
  "import sys;r=sys.stdin.buffer;exec(compile(r.read(int(r.readline())),'<alembic-pilot>','exec'))";

const packageName = 'alembic_pilot';
let parts: readonly Buffer[] | undefined;

/** What is sent before the request: the program, and the modules that it imports, as JSON by name. */
export function bridgeParts(): readonly Buffer[] {
  parts ??= read(find(import.meta.dirname));
  return parts;
}

function read(folder: string): readonly Buffer[] {
  const modules = readdirSync(join(folder, packageName))
    .filter((file) => file.endsWith('.py'))
    .map((file): [string, string] => {
      const name = file === '__init__.py' ? packageName : `${packageName}.${file.slice(0, -3)}`;
      return [name, readFileSync(join(folder, packageName, file), 'utf8')];
    });
  const program = readFileSync(join(folder, 'bridge.py'));
  return [program, Buffer.from(JSON.stringify(Object.fromEntries(modules)))];
}

/** The folder `python`: beside `src/` in a checkout, beside `dist/` in the package. */
function find(from: string): string {
  const folder = join(from, 'python');
  if (existsSync(join(folder, 'bridge.py'))) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error('The installation is incomplete: python/bridge.py.');
  return find(parent);
}
