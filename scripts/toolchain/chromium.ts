import { needDebianPackages } from './debian.js';
import { findOnPath } from './find-on-path.js';

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
  await needDebianPackages(['chromium']);
  const installed = findOnPath(...names);
  if (installed === undefined) throw new Error('Chromium is installed, but not on PATH.');
  return installed;
}
