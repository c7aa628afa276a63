import { createHash } from 'node:crypto';
import { access, chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { needDebianPackages } from './debian.js';
import { mustExec } from './exec.js';
import { withLock } from './lock.js';

const folder = join(cacheFolder, 'docker');
/** The Debian release whose Alembic, PostgreSQL and compose plugin the containers get. */
const suite = 'trixie';
const mirror = 'http://deb.debian.org/debian';
const packages = [
  'python3',
  'alembic',
  'python3-psycopg2',
  'python3-asyncpg',
  'postgresql',
  'docker-compose',
];
const pluginPath = 'usr/libexec/docker/cli-plugins/docker-compose';
const excluded = [
  './var/cache/apt/*',
  './var/lib/apt/lists/*',
  './var/lib/postgresql/*',
  './usr/share/doc/*',
  './usr/share/locale/*',
  './usr/share/man/*',
  './usr/lib/*/libLLVM*',
  './usr/lib/postgresql/*/lib/bitcode',
  `./${pluginPath}`,
];
const entry = join(import.meta.dirname, 'docker-postgres.sh');

export interface DockerRootfs {
  /** What `docker import` takes: Debian with Python, Alembic, its drivers and PostgreSQL. */
  readonly archive: string;
  /** Changes with the content. */
  readonly tag: string;
  /** A DOCKER_CONFIG whose CLI has the compose plugin. */
  readonly dockerConfig: string;
}

/** Makes the file system of the test image, in about a minute, once. Needs root and Debian's mirror. */
export async function dockerRootfs(): Promise<DockerRootfs> {
  const recipe = [suite, ...packages, ...excluded, await readFile(entry, 'utf8')];
  const tag = createHash('sha256').update(recipe.join('\n')).digest('hex').slice(0, 12);
  const archive = join(folder, `image-${tag}.tar`);
  const dockerConfig = join(folder, 'config');
  const rootfs: DockerRootfs = { archive, tag, dockerConfig };
  if (await exists(archive)) return rootfs;
  await withLock(`${archive}.lock`, async () => {
    if (!(await exists(archive))) await build(rootfs);
  });
  return rootfs;
}

async function build({ archive, dockerConfig }: DockerRootfs): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('debootstrap, which makes the image, needs root');
  await needDebianPackages(['debootstrap', 'debian-archive-keyring']);
  const work = await mkdtemp(join(folder, 'rootfs-'));
  try {
    const root = join(work, 'root');
    console.log(`Making the image of the containers from Debian ${suite}, once …`);
    const include = `--include=${packages.join(',')}`;
    await mustExec('debootstrap', ['--variant=minbase', include, suite, root, mirror]);
    await mkdir(join(dockerConfig, 'cli-plugins'), { recursive: true });
    await copyFile(join(root, pluginPath), join(dockerConfig, 'cli-plugins', 'docker-compose'));
    const installed = join(root, 'usr/local/bin/alembic-pilot-postgres');
    await copyFile(entry, installed);
    await chmod(installed, 0o755);
    const exclude = excluded.map((pattern) => `--exclude=${pattern}`);
    const unfinished = join(work, 'image.tar');
    await mustExec('tar', ['-C', root, '--anchored', ...exclude, '-cf', unfinished, '.']);
    await rename(unfinished, archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
