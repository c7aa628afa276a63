import { resolve } from 'node:path';
import { buildGraph } from '../../core/graph/build-graph.js';
import type { LoadedFile, RevisionGraph } from '../../core/graph/revision-graph.js';
import type { AlembicProject } from '../../core/project/alembic-project.js';
import { discoverProjects } from '../../core/project/discover.js';
import { decodePython } from '../../core/python/decode.js';
import { readRevision } from '../../core/revisions/read-revision.js';
import { importValues } from './import-values.js';
import { listFiles } from './list-files.js';
import { listRevisionFiles } from './list-revisions.js';
import { inParallel, isDirectory, readFiles } from './read-files.js';
import type { FileBytes } from './read-files.js';

/** A project with its history, as its files were when it was loaded. */
export interface LoadedProject {
  readonly project: AlembicProject;
  readonly graph: RevisionGraph;
  readonly files: readonly LoadedFile[];
}

/** Finds and reads all Alembic projects below a folder. Never rejects: what is wrong is told. */
export async function loadProjects(root: string): Promise<readonly LoadedProject[]> {
  const folder = resolve(root);
  const { files } = await listFiles(folder);
  const projects = await discoverProjects({ root: folder, files, read: readText, isDirectory });
  const cache: ReadCache = new Map();
  return inParallel(projects, (project) => loadProject(project, cache));
}

/** Reads the revisions of one project, only as far as their identity, and builds its history. */
export async function loadProject(
  project: AlembicProject,
  cache: ReadCache = new Map(),
): Promise<LoadedProject> {
  const { files, problems } = await listRevisionFiles(project);
  const fresh = files.filter((file) => !cache.has(file));
  const bytes = await readFiles(fresh);
  for (const [index, file] of fresh.entries()) {
    const read = readLoaded(file, bytes[index]);
    const complete = !('revision' in read.reading) || read.reading.revision.unknown.length === 0;
    cache.set(file, complete ? read : await importValues(read, project.prependSysPath));
  }
  const loaded = [
    ...files.flatMap((file) => cache.get(file) ?? []),
    ...problems.map(({ path, reason }) => unreadable(path, reason)),
  ];
  return { project, graph: buildGraph(project, loaded), files: loaded };
}

/** Files that several projects share are read once. */
export type ReadCache = Map<string, LoadedFile>;

function readLoaded(file: string, read: FileBytes | undefined): LoadedFile {
  if (!read || 'problem' in read) return unreadable(file, read?.problem ?? 'it was not read');
  const { text, problem } = decodePython(read.bytes);
  const reading = readRevision(file, text);
  if (problem === undefined || 'ignored' in reading) return { file, text, reading };
  const message = `${problem} Every alembic command fails at this file.`;
  return {
    file,
    text,
    reading: { ...reading, problem: { rule: 'python-syntax-error', message, file, line: 1 } },
  };
}

function unreadable(file: string, reason: string): LoadedFile {
  const message = `This cannot be read: ${reason}. The history is drawn without it.`;
  return {
    file,
    text: '',
    reading: { problem: { rule: 'unreadable-file', message, file, line: 1 } },
  };
}

/** The text of a configuration: UTF-8, or Latin-1 where it is none. A byte order mark is kept. */
async function readText(path: string): Promise<string | undefined> {
  const [read] = await readFiles([path]);
  if (!read || 'problem' in read) return undefined;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
  return text.includes('\uFFFD') ? new TextDecoder('latin1').decode(read.bytes) : text;
}
