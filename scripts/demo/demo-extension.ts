import { join } from 'node:path';
import { mustExec } from '../toolchain/exec.js';
import { projectRoot } from '../toolchain/project-root.js';

/** Builds the extension as it is released and returns the path of the VSIX, which is in `folder`. */
export async function packageExtension(folder: string): Promise<string> {
  console.log('Building the extension …');
  const file = join(folder, 'alembic-pilot.vsix');
  await mustExec('npm', ['run', 'build'], { cwd: projectRoot });
  await mustExec(
    'npx',
    ['vsce', 'package', '--no-dependencies', '--no-rewrite-relative-links', '--out', file],
    {
      cwd: projectRoot,
    },
  );
  return file;
}
