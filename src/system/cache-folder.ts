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
