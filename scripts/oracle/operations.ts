import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { decodePython } from '../../src/core/python/decode.js';
import { operationsJson } from '../../src/core/revisions/operations-json.js';
import { readBody } from '../../src/core/revisions/read-body.js';
import { readRevision } from '../../src/core/revisions/read-revision.js';
import { operationDifferences, type TheirFile } from './operation-differences.js';
import { runPython } from './run-python.js';

/** How the operations of one folder's migration files compare with what Python's `ast` finds. */
export interface OperationsComparison {
  readonly files: number;
  readonly operations: number;
  /** Files of which nothing differs. */
  readonly equal: number;
  /** Files that Python itself cannot parse, so that there is nothing to compare. */
  readonly notPython: number;
  /** `file:line: what`, one for each difference. */
  readonly differences: readonly string[];
}

/** Compares every migration file below a folder. */
export async function compareOperations(
  folder: string,
  python: string,
): Promise<OperationsComparison> {
  const files = await migrationFiles(resolve(folder));
  const answer = (await runPython(python, 'operations.py', {
    files: files.map(({ file }) => file),
  })) as { readonly results: readonly TheirFile[] };
  let operations = 0;
  let notPython = 0;
  let equal = 0;
  const differences: string[] = [];
  for (const [index, { file, text }] of files.entries()) {
    const theirs = answer.results[index];
    if (!theirs || 'error' in theirs) {
      notPython++;
      continue;
    }
    const ours = operationsJson(readBody(text));
    operations += theirs.upgrade.length + theirs.downgrade.length;
    const found = operationDifferences(ours, theirs);
    if (found.length === 0) equal++;
    differences.push(...found.map((difference) => `${file}:${difference}`));
  }
  return { files: files.length, operations, equal, notPython, differences };
}

/** One line of figures over many comparisons. */
export function operationsFigures(comparisons: readonly OperationsComparison[]): string {
  const sum = (key: 'files' | 'operations' | 'equal' | 'notPython'): number =>
    comparisons.reduce((total, comparison) => total + comparison[key], 0);
  const differences = comparisons.reduce((total, one) => total + one.differences.length, 0);
  return (
    `operations: ${sum('files')} files, ${sum('operations')} operations: ${sum('equal')} files equal, ` +
    `${sum('files') - sum('equal') - sum('notPython')} files differ in ${differences} places, ` +
    `${sum('notPython')} not Python`
  );
}

/** The Python files below a folder that are revisions. */
export async function migrationFiles(
  folder: string,
): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: { file: string; text: string }[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.py')) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (!bytes.includes('down_revision')) continue;
    const { text } = decodePython(bytes);
    if ('revision' in readRevision(file, text)) found.push({ file, text });
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}
