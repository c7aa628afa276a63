import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of ours, e.g. `docs/rules/truncate.md`: beside the bundle, or in the source tree above. */
export function ownFile(name: string): string | undefined {
  const folders = ['..', '../..'].map((up) => path.resolve(import.meta.dirname, up));
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** The version of Alembic Pilot. */
export function ownVersion(): string {
  const manifest = ownFile('package.json');
  if (manifest === undefined) return '0.0.0';
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}
