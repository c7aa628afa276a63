import { findOnPath } from './find-on-path.js';
import { runCommand } from './run-command.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/**
 * Path of a Chromium-like browser for Playwright: the one that the environment variable `CHROMIUM`
 * names, else one on PATH, else Debian's, which is installed when we are root.
 *
 * @throws Error that names what to install.
 */
export async function chromiumExecutable(): Promise<string> {
  const found = process.env['CHROMIUM'] ?? findOnPath(...names);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || findOnPath('apt-get') === undefined) {
    throw new Error(
      'No Chromium found. Install the package "chromium" (Debian: apt-get install chromium), ' +
        'or set CHROMIUM to the path of a Chromium or Chrome.',
    );
  }
  console.log('Installing the Debian package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], { env });
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
  const installed = findOnPath(...names);
  if (installed === undefined) throw new Error('apt-get installed chromium, but it is not on PATH');
  return installed;
}
