import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

/** A file and its new bytes; undefined: none. */
export interface FileChange {
  readonly file: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/** The bytes of a file; undefined where there is none. Rejects where it cannot be read. */
export async function bytesOf(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether two contents are the same; undefined: no file. */
export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0;
}

/**
 * Writes, makes and deletes files, all or none: new contents are written beside them first, then
 * put in their places; where one cannot be, those before it get what they had.
 */
export async function replaceFiles(changes: readonly FileChange[]): Promise<void> {
  const written: string[] = [];
  const done: FileChange[] = [];
  const freshOf = (file: string) => `${file}.${String(process.pid)}.tmp`;
  try {
    for (const { file, after } of changes) {
      if (!after) continue;
      written.push(freshOf(file));
      await writeFile(freshOf(file), after);
      const old = await stat(file).catch(() => undefined);
      if (old) await chmod(freshOf(file), old.mode);
    }
    for (const change of changes) {
      const { file, after } = change;
      await (after ? rename(freshOf(file), file) : rm(file));
      done.push(change);
    }
  } catch (error) {
    for (const { file, before } of done.reverse())
      await (before ? writeFile(file, before) : rm(file, { force: true }));
    await Promise.all(written.map((file) => rm(file, { force: true })));
    throw error;
  }
}
