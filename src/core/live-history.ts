import { buildGraph } from './graph/build-graph.js';
import type { LoadedFile, RevisionGraph } from './graph/revision-graph.js';
import type { AlembicProject } from './project/alembic-project.js';
import { proveNotPython } from './python/proof.js';
import { readRevision, type ReadRevision } from './revisions/read-revision.js';

/** A history as it was loaded from disk. */
export interface LoadedHistory {
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  readonly files: readonly LoadedFile[];
}

/** A history with what editors hold instead of some files. */
export interface LiveHistory {
  readonly loaded: LoadedHistory;
  /** What open files are, where that is not what they are on disk. */
  readonly readings: ReadonlyMap<string, ReadRevision>;
  /** The very same one while nothing that makes up the history was typed. */
  readonly graph: RevisionGraph;
}

/**
 * The history as open files have it. What only bodies say does not matter to it.
 *
 * @param open by file; those that are in the history
 * @param prove look for what proves that an open file is no Python; else such proofs stay as they are
 */
export function liveHistory(
  loaded: LoadedHistory,
  open: ReadonlyMap<string, string>,
  prove: boolean,
  previous?: LiveHistory,
): LiveHistory {
  const earlier = previous?.loaded === loaded ? previous : undefined;
  const readings = new Map<string, ReadRevision>();
  const known = filesOf(loaded);
  for (const [name, text] of open) {
    const file = known.get(name);
    if (!file || text === file.text) continue;
    const reading = readingOf(file, text, prove, earlier?.readings.get(name));
    if (reading) readings.set(name, reading);
  }
  if (readings.size === 0) return { loaded, readings, graph: loaded.graph };
  if (earlier && same([...readings], [...earlier.readings])) return earlier;
  const files = loaded.files.map((file) => {
    const reading = readings.get(file.file);
    return reading ? { ...file, text: open.get(file.file) ?? '', reading } : file;
  });
  return { loaded, readings, graph: buildGraph(loaded.project, files) };
}

const byName = new WeakMap<LoadedHistory, ReadonlyMap<string, LoadedFile>>();

function filesOf(loaded: LoadedHistory): ReadonlyMap<string, LoadedFile> {
  const made = byName.get(loaded) ?? new Map(loaded.files.map((file) => [file.file, file]));
  byName.set(loaded, made);
  return made;
}

/** Undefined: the file is in the history what it is on disk. */
function readingOf(
  loaded: LoadedFile,
  text: string,
  prove: boolean,
  earlier: ReadRevision | undefined,
): ReadRevision | undefined {
  const { file } = loaded;
  const reading = readRevision(file, text);
  // Names imported from other files were looked up for the text on disk.
  const unchanged = same(reading, readRevision(file, loaded.text));
  const read = unchanged ? withoutProof(loaded.reading) : reading;
  const proof = prove ? notPython(file, text) : proofIn(earlier ?? loaded.reading);
  const now: ReadRevision = proof && !('ignored' in read) ? { ...read, problem: proof } : read;
  return same(now, loaded.reading) ? undefined : now;
}

const proofRule = 'python-syntax-error';

const proofIn = (reading: ReadRevision) =>
  'problem' in reading && reading.problem.rule === proofRule ? reading.problem : undefined;

function withoutProof(reading: ReadRevision): ReadRevision {
  if (!('revision' in reading) || !proofIn(reading)) return reading;
  return { revision: reading.revision };
}

function notPython(file: string, text: string) {
  const proof = proveNotPython(text);
  if (!proof) return undefined;
  const message = `This is not Python: ${proof.reason}. Every alembic command fails at this file.`;
  return { rule: proofRule, message, file, line: proof.line };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
