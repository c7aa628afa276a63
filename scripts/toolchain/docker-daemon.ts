import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder } from './cache-folder.js';
import { exec } from './exec.js';
import { findOnPath } from './find-on-path.js';
import { withLock } from './lock.js';

export interface DockerDaemon {
  readonly dockerHost: string;
  /** Removes its containers, networks and volumes, and ends it. */
  stop(): Promise<void>;
}

/**
 * Starts a Docker engine of our own: its data in our cache, its socket in a temporary folder, no rule
 * in the machine's packet filter and no bridge but those of its networks. It ends with this process.
 */
export async function startDockerDaemon(): Promise<DockerDaemon> {
  const data = join(cacheFolder, 'docker', 'data');
  await mkdir(data, { recursive: true });
  const release = await hold(`${data}.lock`);
  // Socket paths may have 108 bytes, so they cannot stand in the cache. What a killed run left goes.
  const name = createHash('sha256').update(data).digest('hex').slice(0, 8);
  const run = join(tmpdir(), `apd-${name}`);
  await rm(run, { recursive: true, force: true });
  await mkdir(run);
  const dockerHost = `unix://${join(run, 'docker.sock')}`;
  const log = join(run, 'dockerd.log');
  const options = {
    'data-root': data,
    'exec-root': join(run, 'exec'),
    pidfile: join(run, 'pid'),
    host: dockerHost,
    bridge: 'none',
    iptables: 'false',
    ip6tables: 'false',
    'ip-forward': 'false',
    'ip-masq': 'false',
    'shutdown-timeout': '5',
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  // Even a killed test run takes it along.
  const setpriv = findOnPath('setpriv');
  const [file, ...before] =
    setpriv === undefined ? ['dockerd'] : [setpriv, '--pdeathsig', 'TERM', 'dockerd'];
  const child = spawn(file, [...before, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = createWriteStream(log);
  child.stdout.pipe(said);
  child.stderr.pipe(said);
  const state = { running: true };
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      state.running = false;
      resolve();
    };
    child.once('close', end);
    child.once('error', end);
  });
  const stop = async () => {
    if (state.running) await removeAll({ ...process.env, DOCKER_HOST: dockerHost });
    child.kill('SIGTERM');
    await ended;
    await rm(run, { recursive: true, force: true });
    release();
  };
  const deadline = Date.now() + 60_000;
  const env = { ...process.env, DOCKER_HOST: dockerHost };
  while ((await exec('docker', ['version'], { env })).code !== 0) {
    if (state.running && Date.now() < deadline) {
      await pause(100);
      continue;
    }
    const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5);
    await stop();
    throw new Error(`dockerd does not start here:\n${lines.join('\n')}`);
  }
  return { dockerHost, stop };
}

async function removeAll(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const containers = (await exec('docker', ['ps', '-aq'], { env })).stdout.split('\n');
  await exec('docker', ['rm', '-f', '-v', ...containers.filter(Boolean)], { env });
  await exec('docker', ['network', 'prune', '-f'], { env });
  const volumes = (await exec('docker', ['volume', 'ls', '-q'], { env })).stdout.split('\n');
  await exec('docker', ['volume', 'rm', '-f', ...volumes.filter(Boolean)], { env });
}

/** Holds a lock until the returned function is called. */
function hold(lock: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    withLock(
      lock,
      () =>
        new Promise<void>((release) => {
          resolve(release);
        }),
    ).catch(reject);
  });
}
