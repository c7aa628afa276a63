import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { exec, mustExec } from './exec.js';
import { withLock } from './lock.js';

/** Debian packages that ship Alembic histories of real projects. */
const packages = [
  'buildbot',
  'gertty',
  'jupyterhub',
  'libervia-backend',
  'mailman3',
  'openlp',
  'python3-aodh',
  'python3-barbican',
  'python3-cinder',
  'python3-cloudkitty',
  'python3-designate',
  'python3-glance',
  'python3-gnocchi',
  'python3-heat',
  'python3-ironic',
  'python3-ironic-inspector',
  'python3-keystone',
  'python3-magnum',
  'python3-manila',
  'python3-mistral',
  'python3-murano',
  'python3-networking-sfc',
  'python3-neutron',
  'python3-neutron-dynamic-routing',
  'python3-neutron-vpnaas',
  'python3-nova',
  'python3-octavia',
  'python3-optuna',
  'python3-placement',
  'python3-rally',
  'python3-sahara',
  'python3-taskflow',
  'python3-vitrage',
  'python3-zaqar',
];

/**
 * Folders with the unpacked contents of those Debian packages, one per package; nothing is
 * installed, so this works without root where the package lists are there. Kept in the cache.
 *
 * Packages that this Debian release lacks are left out, and named on stderr.
 *
 * @throws Error when no package can be had at all; it says why.
 */
export async function debianTrees(): Promise<string[]> {
  const folder = join(cacheFolder, 'debian-trees');
  await mkdir(folder, { recursive: true });
  await withLock(`${folder}.lock`, () => unpackMissing(folder));
  const there = await readdir(folder);
  const absent = packages.filter((name) => !there.includes(name));
  if (absent.length === packages.length) {
    throw new Error(
      'No Debian package with migrations could be downloaded: apt-get download needs Debian and its ' +
        'package lists (sudo apt-get update).',
    );
  }
  if (absent.length > 0) console.warn(`debian-trees: not available here: ${absent.join(', ')}`);
  return packages.filter((name) => there.includes(name)).map((name) => join(folder, name));
}

async function unpackMissing(folder: string): Promise<void> {
  const there = await readdir(folder);
  const wanted = packages.filter((name) => !there.includes(name));
  if (wanted.length === 0) return;
  const downloads = join(cacheFolder, 'debian-downloads');
  await mkdir(downloads, { recursive: true });
  if (!(await download(wanted, downloads)) && process.getuid?.() === 0) {
    await exec('apt-get', ['-qq', 'update']);
    await download(wanted, downloads);
  }
  for (const archive of await readdir(downloads)) {
    const name = archive.split('_')[0] ?? '';
    if (!archive.endsWith('.deb') || there.includes(name)) continue;
    const half = join(downloads, `${name}.unpacking`);
    await mustExec('dpkg', ['-x', join(downloads, archive), half]);
    await rename(half, join(folder, name));
  }
  await rm(downloads, { recursive: true, force: true });
}

/** One by one, because a single unknown name makes `apt-get download` fetch nothing. */
async function download(names: readonly string[], folder: string): Promise<boolean> {
  let some = false;
  for (const name of names) {
    const { code } = await exec('apt-get', ['-qq', 'download', name], { cwd: folder });
    some ||= code === 0;
  }
  return some;
}
