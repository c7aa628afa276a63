import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePython } from '../../src/core/python/decode.js';
import { proveNotPython } from '../../src/core/python/proof.js';
import { readBody } from '../../src/core/revisions/read-body.js';
import { readRevision } from '../../src/core/revisions/read-revision.js';
import { projectRoot } from '../toolchain/project-root.js';
import { largeInputs } from './large-inputs.js';

/** Something that is given any bytes and must come back, without an error. */
export interface FuzzTarget {
  readonly name: string;
  /** What mutations start from. */
  readonly inputs: () => readonly Buffer[];
  /** Inputs that are tried as they are, once. */
  readonly large: () => Iterable<{ readonly name: string; readonly bytes: Buffer }>;
  readonly run: (bytes: Uint8Array) => void;
}

/** What is fuzzed; a reader of another kind of file is one more entry. */
export const targets: readonly FuzzTarget[] = [
  { name: 'migration', inputs: migrations, large: largeInputs, run: readMigration },
];

function migrations(): Buffer[] {
  const fixtures = join(projectRoot, 'test', 'fixtures', 'migrations');
  const example = join(projectRoot, 'example', 'hartomat', 'backend', 'alembic', 'versions');
  return [fixtures, example].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.py'))
      .sort()
      .map((name) => readFileSync(join(folder, name))),
  );
}

/** The way of a migration file: every step that meets the text as it is. */
function readMigration(bytes: Uint8Array): void {
  const { text } = decodePython(bytes);
  readRevision('/versions/0001_any.py', text);
  readBody(text);
  proveNotPython(text);
}
