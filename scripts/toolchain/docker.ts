import { platform } from 'node:os';
import { startDockerDaemon } from './docker-daemon.js';
import { dockerRootfs } from './docker-rootfs.js';
import { needDebianPackages } from './debian.js';
import { exec, mustExec } from './exec.js';
import { findOnPath } from './find-on-path.js';

/** A Docker engine to test with. */
export interface DockerEngine {
  /** Empty where the CLI finds the engine by itself. */
  readonly dockerHost: string;
  /** What `docker` and `docker compose` need in their environment to reach it. */
  readonly env: Readonly<Record<string, string>>;
  /** An image with Python, Alembic, psycopg2, asyncpg, and PostgreSQL as `alembic-pilot-postgres`. */
  readonly image: string;
  stop(): Promise<void>;
}

/**
 * The engine that runs on this machine, or one of our own, with compose and the test image. As root
 * on Debian it installs what is missing; elsewhere it says why it cannot.
 */
export async function dockerEngine(): Promise<DockerEngine | { readonly skip: string }> {
  try {
    return await findOrStart();
  } catch (error) {
    return { skip: `no Docker here: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function findOrStart(): Promise<DockerEngine | { readonly skip: string }> {
  if (await answers('version')) return prepare('', () => Promise.resolve());
  if (platform() !== 'linux') return { skip: 'no Docker engine is running; start it' };
  if (process.getuid?.() !== 0)
    return { skip: 'no Docker engine is running, and only root can start one' };
  if (findOnPath('dockerd') === undefined) await needDebianPackages(['docker.io']);
  if (findOnPath('docker') === undefined) await needDebianPackages(['docker-cli']);
  // A package's installation starts the engine on some machines.
  if (await answers('version')) return prepare('', () => Promise.resolve());
  const daemon = await startDockerDaemon();
  try {
    return await prepare(daemon.dockerHost, () => daemon.stop());
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

/** Sees to compose and the image. */
async function prepare(dockerHost: string, stop: () => Promise<void>): Promise<DockerEngine> {
  const { archive, tag, dockerConfig } = await dockerRootfs();
  const env = {
    ...(dockerHost === '' ? {} : { DOCKER_HOST: dockerHost }),
    ...((await answers('compose', 'version')) ? {} : { DOCKER_CONFIG: dockerConfig }),
  };
  const image = `alembic-pilot-test:${tag}`;
  const options = { env: { ...process.env, ...env } };
  if ((await exec('docker', ['image', 'inspect', image], options)).code !== 0)
    await mustExec('docker', ['import', archive, image], options);
  await mustExec('docker', ['compose', 'version'], options);
  return { dockerHost, env, image, stop };
}

async function answers(...args: readonly string[]): Promise<boolean> {
  return (await exec('docker', args)).code === 0;
}
