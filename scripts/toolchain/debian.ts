import { exec, mustExec } from './exec.js';
import { withLock } from './lock.js';
import { cacheFolder } from './cache-folder.js';
import { join } from 'node:path';

/**
 * Makes sure that Debian packages are installed: as root by `apt-get`, otherwise by an Error that
 * names what is missing and the command that installs it.
 */
export async function needDebianPackages(packages: readonly string[]): Promise<void> {
  if ((await missing(packages)).length === 0) return;
  await withLock(join(cacheFolder, 'apt.lock'), async () => {
    const wanted = await missing(packages);
    if (wanted.length === 0) return;
    if (process.getuid?.() !== 0) {
      throw new Error(`Missing packages. Run: sudo apt-get install ${wanted.join(' ')}`);
    }
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const wait = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
    const install = ['install', '-y', '--no-install-recommends', ...wanted];
    if ((await exec('apt-get', [...wait, ...install], { env })).code === 0) return;
    await mustExec('apt-get', [...wait, 'update'], { env });
    await mustExec('apt-get', [...wait, ...install], { env });
  });
}

async function missing(packages: readonly string[]): Promise<string[]> {
  const { stdout, code, stderr } = await exec('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${db:Status-Status}\n',
    ...packages,
  ]);
  if (code === 127)
    throw new Error(`Not a Debian system (${stderr}): install ${packages.join(' ')}`);
  const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')));
  return packages.filter((name) => !installed.has(`${name} installed`));
}
