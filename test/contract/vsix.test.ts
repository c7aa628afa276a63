import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Pictures that the README shows: the extension's page shows it too. */
function picturesOf(readme: string): string[] {
  return [...readme.matchAll(/\]\((docs\/images\/[^)]+)\)/gu)].map(([, file]) => file ?? '');
}

describe('the VSIX', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'alembic-pilot-vsix-'));
  const file = path.join(folder, 'alembic-pilot.vsix');
  let names: string[] = [];

  before(() => {
    const npm = (args: string[]): void => {
      execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    };
    // The last --out wins.
    npm(['run', 'package', '--', '--out', file]);
    const listing = execFileSync(
      'python3',
      ['-c', 'import sys,zipfile;print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))', file],
      { encoding: 'utf8' },
    );
    names = listing.trim().split('\n');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what the extension needs', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      main: string;
      icon: string;
      contributes: { grammars: { path: string }[] };
    };
    const needed = [
      'package.json',
      'readme.md',
      ...picturesOf(readFileSync(path.join(root, 'README.md'), 'utf8')),
      'changelog.md',
      'LICENSE.txt',
      'docs/rules/missing-downgrade.md',
      'python/bridge.py',
      'python/alembic_pilot/main.py',
      'snippets/patterns.json',
      'dist/cli.js',
      'dist/embedded-postgres.js',
      'dist/libpg-query.wasm',
      'dist/pglite.wasm',
      'dist/pglite.data',
      manifest.main,
      manifest.icon,
      ...manifest.contributes.grammars.map((grammar) => grammar.path),
    ].map((name) => path.posix.join('extension', name));
    assert.deepEqual(
      needed.filter((name) => !names.includes(name)),
      [],
    );
  });

  it('holds nothing else', () => {
    const allowed =
      /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt|python\/(bridge|alembic_pilot\/\w+)\.py|dist\/[^/]+\.(js|wasm|data|tar\.gz)|media\/.+|docs\/images\/[\w-]+\.png|docs\/rules\/[\w-]+\.md|snippets\/patterns\.json|syntaxes\/.+))$/u;
    assert.deepEqual(
      names.filter((name) => !allowed.test(name)),
      [],
    );
  });

  it('is at most 10 MB', () => {
    const { size } = statSync(file);
    console.log(`      VSIX: ${(size / 1e6).toFixed(1)} MB, ${names.length} files`);
    assert.ok(size <= 10_000_000, `${size} bytes`);
  });
});
