import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cacheFolder } from './cache-folder.js';
import { mustExec } from './exec.js';
import type { VSCodeRelease } from './vscode-releases.js';

/** A VS Code that came from the npm registry. */
export interface VSCodeInstall {
  /** Folder that holds everything of it. */
  readonly root: string;
  /** The Node.js that runs it. */
  readonly node: string;
  /** Folder of VS Code itself: `out`, `extensions`, `product.json`. */
  readonly vscode: string;
}

/** Where installs are kept; git-ignored, safe to delete. */
export const vscodeCache = join(cacheFolder, 'vscode');

/**
 * The VS Code inside the npm package `code-server`, installed into the cache on first need.
 * The install happens in a folder of its own that gets its name last, so that an interrupted or a
 * simultaneous install leaves nothing half-done behind.
 */
export async function installFromNpm(release: VSCodeRelease): Promise<VSCodeInstall> {
  if (process.platform !== 'linux') {
    throw new Error(
      'VS Code from the npm registry runs on Linux only; elsewhere it is downloaded.',
    );
  }
  const install = at(join(vscodeCache, release.codeServer));
  if (existsSync(install.root)) return install;
  await mkdir(vscodeCache, { recursive: true });
  const half = await mkdtemp(join(vscodeCache, 'installing-'));
  try {
    console.log(`Installing VS Code ${release.codeServer} from the npm registry …`);
    await fill(at(half), release);
    await rename(half, install.root).catch((error: unknown) => {
      if (!existsSync(install.root)) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return install;
}

function at(root: string): VSCodeInstall {
  const modules = join(root, 'node_modules');
  return {
    root,
    node: join(modules, `node-linux-${process.arch}`, 'bin', 'node'),
    vscode: join(modules, 'code-server', 'lib', 'vscode'),
  };
}

async function fill(install: VSCodeInstall, release: VSCodeRelease): Promise<void> {
  const ripgrep = `@vscode/ripgrep-linux-${process.arch}`;
  const dependencies = {
    'code-server': release.codeServer,
    [`node-linux-${process.arch}`]: String(release.node),
    [ripgrep]: '^1.18.0',
  };
  await writeFile(
    join(install.root, 'package.json'),
    JSON.stringify({ private: true, dependencies }),
  );
  await npmInstall(install.root);
  await npmInstall(install.vscode);
  // Both ask for modules inside Electron's archive, which does not exist here.
  await symlink('node_modules', join(install.vscode, 'node_modules.asar'));
  await symlink('node_modules', join(install.vscode, 'node_modules.asar.unpacked'));
  // Older releases download ripgrep while they are installed; findFiles() is nothing without it.
  const wanted = join(install.vscode, 'node_modules', '@vscode', 'ripgrep');
  if (existsSync(wanted)) {
    const binaries = join(install.root, 'node_modules', ripgrep, 'bin');
    await symlink(relative(wanted, binaries), join(wanted, 'bin'));
  }
}

/** Scripts stay off: they would compile native parts that nothing here needs. */
async function npmInstall(folder: string): Promise<void> {
  const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await mustExec('npm', ['install', ...flags, '--prefix', folder], { cwd: folder });
}
