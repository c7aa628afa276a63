import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs `work` while no other process holds the lock directory `lock`; a dead holder is replaced. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const holder = join(lock, 'pid');
  await mkdir(dirname(lock), { recursive: true });
  while (!(await take(lock, holder))) await pause(200);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function take(lock: string, holder: string): Promise<boolean> {
  try {
    await mkdir(lock);
    await writeFile(holder, String(process.pid));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
    // A holder that has not written its pid yet is alive: it does so right after mkdir.
    if (pid > 0 && !isAlive(pid)) await rm(lock, { recursive: true, force: true });
    return false;
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
