import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findOnPath } from './find-on-path.js';
import { projectRoot } from './project-root.js';
import { installFromNpm, vscodeCache } from './vscode-install.js';
import { vscodeReleases, type VSCodeRelease, type WhichVSCode } from './vscode-releases.js';

/** Where a VS Code comes from: Microsoft's download, or the npm registry and a browser. */
export type VSCodeSource = 'download' | 'npm';

const downloads = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Decides within three seconds whether VS Code can be downloaded here. `ALEMBIC_PILOT_VSCODE`
 * (`download` or `npm`) decides beforehand.
 */
export async function vscodeSource(): Promise<VSCodeSource> {
  const chosen = process.env['ALEMBIC_PILOT_VSCODE'];
  if (chosen === 'download' || chosen === 'npm') return chosen;
  try {
    const answer = await fetch(downloads, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return answer.ok ? 'download' : 'npm';
  } catch {
    return 'npm';
  }
}

/** The folder of the extensions that come with that VS Code: grammars, themes. */
export async function builtInExtensions(which: WhichVSCode): Promise<string> {
  const release = vscodeReleases[which];
  if ((await vscodeSource()) === 'npm') {
    return join((await installFromNpm(release)).vscode, 'extensions');
  }
  const app = join('resources', 'app', 'extensions');
  const folder = dirname(await download(release));
  return process.platform === 'darwin'
    ? join(folder, '..', 'Resources', 'app', 'extensions')
    : join(folder, app);
}

/**
 * Path of an executable that takes a desktop VS Code's arguments, for `runTests()` of
 * `@vscode/test-electron`. What it needs is installed into the cache and found there again.
 */
export async function vscodeExecutable(which: WhichVSCode): Promise<string> {
  const release = vscodeReleases[which];
  if ((await vscodeSource()) === 'npm') {
    await installFromNpm(release);
    const driver = join(projectRoot, 'scripts', 'toolchain', 'vscode-driver.ts');
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    return writeScript(which, [process.execPath, '--import', tsx, driver, which]);
  }
  const desktop = await download(release);
  // Windows has no shell script to put before it: there every workspace is trusted.
  if (process.platform === 'win32') return desktop;
  if (process.platform !== 'linux' || process.env['DISPLAY'] !== undefined) {
    return writeScript(which, [desktop]);
  }
  const xvfb = findOnPath('xvfb-run');
  if (xvfb === undefined) {
    throw new Error('VS Code needs a display here: install the package "xvfb" (xvfb-run).');
  }
  return writeScript(which, [xvfb, '-a', desktop]);
}

function download({ desktop }: VSCodeRelease): Promise<string> {
  return downloadAndUnzipVSCode({ version: desktop, cachePath: join(vscodeCache, 'desktop') });
}

/**
 * Writes an executable that runs the command with its own arguments behind it. `runTests()` always
 * asks for trust in every workspace; where `ALEMBIC_PILOT_TEST_TRUST` is `ask`, it does not get it.
 */
async function writeScript(which: WhichVSCode, command: readonly string[]): Promise<string> {
  const file = join(vscodeCache, `run-${which}`);
  const words = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const script = `#!/bin/sh
for argument; do
  shift
  [ "$argument" = --disable-workspace-trust ] && [ "$ALEMBIC_PILOT_TEST_TRUST" = ask ] ||
    set -- "$@" "$argument"
done
exec ${words.join(' ')} "$@"
`;
  const half = `${file}.${process.pid}`;
  await mkdir(vscodeCache, { recursive: true });
  await writeFile(half, script);
  await chmod(half, 0o755);
  await rename(half, file);
  return file;
}
