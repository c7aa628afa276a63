import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder of what both faces remember on this machine: locks of runs, later more. It may be
 * deleted at any time.
 */
export function cacheFolder(): string {
  const { env, platform } = process;
  if (platform === 'win32') {
    return path.join(
      env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'),
      'alembic-pilot',
    );
  }
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'alembic-pilot');
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'alembic-pilot');
}

/** Writes a file of the cache folder at once, and keeps only so many beside it, the newest. */
export async function keep(place: string, text: string, most: number): Promise<void> {
  const folder = path.dirname(place);
  await mkdir(folder, { recursive: true });
  const fresh = `${place}.${String(process.pid)}`;
  await writeFile(fresh, text);
  await rename(fresh, place);
  const files = (await readdir(folder)).map((name) => path.join(folder, name));
  if (files.length <= most) return;
  const dated = await Promise.all(
    files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.time - a.time).slice(most);
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}
