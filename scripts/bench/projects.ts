import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateHistory } from '../../test/support/generate-history.js';
import type { HistoryRevision, HistoryShape } from '../../test/support/generate-history.js';
import { Random } from '../../test/support/random.js';
import { historyFiles, writeFiles } from '../../test/support/write-history.js';

const shape: HistoryShape = {
  size: 437,
  ids: 'number',
  branch: 0.05,
  merge: 0.05,
  base: 0,
  dependency: 0.02,
  label: 0.01,
  redundant: false,
};

/** Makes another text of the one of a made-up migration, which stands at this place. */
export type Rewrite = (text: string, index: number) => string;

/**
 * Writes a project with a made-up history: branches and merges, and then a line. Nine in ten files
 * are as Alembic's own template makes them.
 *
 * @returns the paths of its migrations, parents first
 */
export async function makeProject(
  folder: string,
  size: number,
  rewrite: Rewrite,
): Promise<readonly string[]> {
  const random = new Random(size);
  const history = generateHistory(random, { ...shape, size: Math.min(size, shape.size) });
  const all = [...history, ...lineAfter(history, size)];
  const files = historyFiles(random, all, [join(folder, 'alembic', 'versions')], 0.1);
  await mkdir(join(folder, 'alembic'), { recursive: true });
  await writeFile(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/alembic\n');
  // Latin-1 keeps every byte what it is, whatever the encoding of the file.
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  await writeFiles(
    files.map(({ path, bytes }, index) => ({
      path,
      bytes: Buffer.from(rewrite(text(bytes), index), 'latin1'),
    })),
  );
  return files.map(({ path }) => path);
}

function lineAfter(history: readonly HistoryRevision[], size: number): HistoryRevision[] {
  const id = (place: number) => String(place).padStart(5, '0');
  return Array.from({ length: size - history.length }, (_, index) => ({
    revision: id(history.length + index + 1),
    down: [index === 0 ? (history.at(-1)?.revision ?? '') : id(history.length + index)],
    dependsOn: [],
    branchLabels: [],
  }));
}
