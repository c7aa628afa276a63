/**
 * Bundles the extension and the command-line tool into `dist/`.
 *
 *   tsx scripts/build.ts [--watch] [--dev]
 *
 * The command-line bundle is built without `vscode` as an external: that it builds proves that
 * everything outside `src/editor` is free of it.
 */
import { context, build, type BuildOptions } from 'esbuild';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** CommonJS packages inside an ES module bundle still ask for `require` and for their own place. */
const commonJsShim =
  "import { createRequire as __createRequire } from 'node:module';" +
  'const require = __createRequire(import.meta.url);' +
  'const __filename = import.meta.filename, __dirname = import.meta.dirname;';

const common: BuildOptions = {
  absWorkingDir: root,
  outdir: dist,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  minify: !process.argv.includes('--dev'),
  sourcemap: process.argv.includes('--dev') ? 'linked' : false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: commonJsShim },
  // The ES modules of packages that have both: a lazily loaded CommonJS chunk has no named exports.
  mainFields: ['module', 'main'],
  // `pg` reaches for its native sibling only where that is installed.
  external: ['pg-native'],
};

const bundles: readonly BuildOptions[] = [
  {
    ...common,
    entryPoints: { extension: 'src/extension.ts' },
    chunkNames: 'extension-[name]-[hash]',
    external: [...(common.external ?? []), 'vscode'],
  },
  {
    ...common,
    entryPoints: {
      cli: 'src/cli/main.ts',
      'embedded-postgres': 'src/system/embedded/embedded-process.ts',
    },
    chunkNames: 'cli-[name]-[hash]',
  },
];

/** Files that packages look for beside the bundled code: WebAssembly and data. */
const companions: readonly { readonly from: string; readonly pattern: RegExp }[] = [
  { from: packageFolder('libpg-query', 'wasm'), pattern: /\.wasm$/u },
  { from: packageFolder('@electric-sql/pglite', 'dist'), pattern: /\.(wasm|data|tar\.gz)$/u },
];

function packageFolder(name: string, folder: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const marker = path.join('node_modules', name);
  return path.join(entry.slice(0, entry.lastIndexOf(marker) + marker.length), folder);
}

async function copyCompanions(): Promise<void> {
  await mkdir(dist, { recursive: true });
  for (const { from, pattern } of companions) {
    for (const name of await readdir(from)) {
      if (pattern.test(name)) await copyFile(path.join(from, name), path.join(dist, name));
    }
  }
}

/** Bytes of an entry with everything that it imports statically: what start-up has to load. */
function startUpBytes(
  outputs: NonNullable<Awaited<ReturnType<typeof build>>['metafile']>['outputs'],
  entry: string,
): number {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { path: next, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && next in outputs) visit(next);
    }
  };
  visit(entry);
  return [...seen].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
}

if (process.argv.includes('--watch')) {
  await copyCompanions();
  for (const options of bundles) await (await context(options)).watch();
} else {
  await rm(dist, { recursive: true, force: true });
  await copyCompanions();
  for (const options of bundles) {
    const { metafile } = await build(options);
    for (const entry of Object.keys(options.entryPoints as Record<string, string>)) {
      const bytes = startUpBytes(metafile?.outputs ?? {}, `dist/${entry}.js`);
      console.log(`dist/${entry}.js loads ${Math.round(bytes / 1000)} kB at start`);
      if (entry === 'extension' && bytes > 500_000 && !process.argv.includes('--dev')) {
        throw new Error(
          `The extension may load at most 500 kB at start, but loads ${bytes} bytes.`,
        );
      }
    }
  }
}
