import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cacheFolder } from '../toolchain/cache-folder.js';
import { projectRoot } from '../toolchain/project-root.js';

/** Prints a figure with what it was made of; true where it is good enough. */
export function report(what: string, ratio: number, passed: boolean, details: string): boolean {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}: ${ratio.toFixed(2)} (${details})`);
  return passed;
}

/**
 * A folder for what one run makes, in the cache, where bundles find the packages of this checkout.
 * The caller removes it.
 */
export async function benchFolder(): Promise<string> {
  await mkdir(cacheFolder, { recursive: true });
  return mkdtemp(join(cacheFolder, 'bench-'));
}

/**
 * A module of this checkout as users run it: bundled, without what a runner of TypeScript puts in
 * between.
 *
 * @param entry relative to the checkout
 */
export async function bundled(entry: string, folder: string): Promise<unknown> {
  const outfile = join(folder, `${entry.replace(/.*\//u, '').replace(/\.ts$/u, '')}.mjs`);
  await build({
    entryPoints: [join(projectRoot, entry)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return import(outfile);
}
