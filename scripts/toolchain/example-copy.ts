import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectRoot } from './project-root.js';

const leftBehind = new Set(['.venv', '__pycache__', '.cache']);

/** Copies the example project into `folder`, so that nothing that runs can touch the original. */
export async function copyExample(folder: string): Promise<void> {
  await cp(join(projectRoot, 'example', 'hartomat'), folder, {
    recursive: true,
    filter: (source) => !leftBehind.has(basename(source)),
  });
}
