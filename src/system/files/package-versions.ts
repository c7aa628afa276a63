import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  nearestVersions,
  packageVersions,
  type PackageVersions,
} from '../../core/project/package-versions.js';

const told =
  /^(?:requirements.*\.txt|pyproject\.toml|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock)$/;
const inRequirements = /\.txt$/;
const environments = ['.venv', 'venv', 'env'];
/** Larger files are not looked at. */
const mostBytes = 8_000_000;

/**
 * The versions of Alembic and SQLAlchemy that files from a folder upwards to another one tell.
 * Nothing is run; what cannot be read tells nothing. Never rejects.
 */
export async function readPackageVersions(from: string, upTo: string): Promise<PackageVersions> {
  const found: PackageVersions[] = [];
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    found.push(await versionsIn(folder));
    if (folder === path.resolve(upTo) || folder === path.dirname(folder)) break;
  }
  return nearestVersions(found);
}

async function versionsIn(folder: string): Promise<PackageVersions> {
  const names = await namesIn(folder);
  const files = names.filter((name) => told.test(name)).map((name) => path.join(folder, name));
  if (names.includes('requirements')) {
    const more = await namesIn(path.join(folder, 'requirements'));
    files.push(
      ...more
        .filter((name) => inRequirements.test(name))
        .map((name) => path.join(folder, 'requirements', name)),
    );
  }
  const texts = new Map<string, string>();
  for (const file of files) {
    const size = await stat(file).then(
      (known) => known.size,
      () => Infinity,
    );
    if (size <= mostBytes) texts.set(file, await readFile(file, 'utf8').catch(() => ''));
  }
  const present = environments.filter((name) => names.includes(name));
  const installed = await Promise.all(present.map((name) => packagesOf(path.join(folder, name))));
  return packageVersions(texts, installed.flat());
}

/** The names in the `site-packages` of a virtual environment. */
async function packagesOf(environment: string): Promise<string[]> {
  const library = path.join(environment, 'lib');
  const pythons = (await namesIn(library)).filter((name) => name.startsWith('python'));
  const folders = [
    ...pythons.map((name) => path.join(library, name, 'site-packages')),
    path.join(environment, 'Lib', 'site-packages'),
  ];
  return [...new Set((await Promise.all(folders.map(namesIn))).flat())];
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
