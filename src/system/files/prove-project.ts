import { setImmediate } from 'node:timers/promises';
import { buildGraph } from '../../core/graph/build-graph.js';
import type { LoadedFile } from '../../core/graph/revision-graph.js';
import { proveNotPython } from '../../core/python/proof.js';
import type { LoadedProject } from './load-project.js';

/** Milliseconds that others may have to wait for their turn. */
const turn = 8;

/** Files whose whole text was looked at and is not proven wrong. */
const sound = new WeakSet<LoadedFile>();

/**
 * Looks through the whole text of each file of a project for what proves that it is not Python, which
 * makes every Alembic command fail: loading reads identities only. Gives back the same project where
 * nothing is found, else one whose history names the files. Pauses at each turn; never rejects.
 */
export async function proveProject(loaded: LoadedProject): Promise<LoadedProject> {
  const files: LoadedFile[] = [];
  let start = performance.now();
  for (const file of loaded.files) {
    files.push(proved(file));
    if (performance.now() - start < turn) continue;
    await setImmediate();
    start = performance.now();
  }
  if (files.every((file, index) => file === loaded.files[index])) return loaded;
  return { project: loaded.project, graph: buildGraph(loaded.project, files), files };
}

function proved(loaded: LoadedFile): LoadedFile {
  const { file, text, reading } = loaded;
  if (sound.has(loaded) || 'ignored' in reading) return loaded;
  const proof = proveNotPython(text);
  if (!proof) {
    sound.add(loaded);
    return loaded;
  }
  const message = `This is not Python: ${proof.reason}. Every alembic command fails at this file.`;
  const problem = { rule: 'python-syntax-error', message, file, line: proof.line };
  return { ...loaded, reading: 'revision' in reading ? { ...reading, problem } : { problem } };
}
