import { buildGraph } from '../graph/build-graph.js';
import type { LoadedFile, RevisionGraph } from '../graph/revision-graph.js';
import type { AlembicProject } from '../project/alembic-project.js';
import { readRevision } from '../revisions/read-revision.js';
import { applyFixes } from '../rules/apply-edits.js';
import type { FileEdit } from '../rules/finding.js';

/** The texts after edits by file; undefined: the file is deleted. */
export function textsAfter(
  edits: readonly FileEdit[],
  textOf: (file: string) => string | undefined,
): ReadonlyMap<string, string | undefined> {
  return applyFixes([{ title: '', safety: 'review', edits }], textOf).files;
}

/** The history as it will be once these edits are made. */
export function graphAfter(
  project: AlembicProject,
  files: readonly LoadedFile[],
  edits: readonly FileEdit[],
): RevisionGraph {
  const texts = new Map<string, string | undefined>(files.map(({ file, text }) => [file, text]));
  const changed = textsAfter(edits, (file) => texts.get(file));
  const kept = files.filter(({ file }) => !changed.has(file));
  const fresh = [...changed].flatMap(([file, text]) =>
    text === undefined ? [] : [{ file, text, reading: readRevision(file, text) }],
  );
  // Alembic loads the files of a folder by name.
  const byName = [...kept, ...fresh].sort((a, b) => (a.file < b.file ? -1 : 1));
  return buildGraph(project, byName);
}
