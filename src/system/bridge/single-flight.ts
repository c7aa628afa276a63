import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { projectKey } from '../project-key.js';

/** Another run holds the project. */
export class RunUnderWay extends Error {
  constructor(readonly what: string) {
    super(`${what} is running on this project. Wait for its end, or cancel it.`);
    this.name = 'RunUnderWay';
  }
}

/**
 * One run at a time per project, also among processes of this machine: a lock file in `folder` names
 * who runs what. A lock whose process is gone is taken over.
 */
export class SingleFlight {
  constructor(private readonly folder: string) {}

  /**
   * Runs `work` alone on the project.
   *
   * @param what for the other's message, e.g. `alembic upgrade head`
   * @throws RunUnderWay that names the run which holds the project
   */
  async run<T>(project: AlembicProject, what: string, work: () => Promise<T>): Promise<T> {
    const lock = join(this.folder, `${projectKey(project)}.lock`);
    mkdirSync(this.folder, { recursive: true });
    take(lock, what);
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function take(lock: string, what: string): void {
  // Linked into place, so that nobody reads a lock that is not written yet.
  const mine = `${lock}.${String(process.pid)}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, what }));
  try {
    const holder = read(lock);
    if (holder && isAlive(holder.pid)) throw new RunUnderWay(holder.what);
    if (holder) rmSync(lock, { force: true });
    linkSync(mine, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new RunUnderWay(read(lock)?.what ?? 'Another run');
  } finally {
    rmSync(mine, { force: true });
  }
}

function read(lock: string): { pid: number; what: string } | undefined {
  try {
    const { pid, what } = JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>;
    return typeof pid === 'number' && typeof what === 'string' ? { pid, what } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
