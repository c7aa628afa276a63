import type { Problem } from '../../revisions/revision.js';
import type { Fix } from '../finding.js';
import { fromGraph } from '../from-graph.js';

export const partialDownRevision = fromGraph({
  id: 'partial-down-revision',
  title: 'The down revision is abbreviated',
  severity: 'error',
  help: 'Write the whole id.',
  fixes,
});

/** The whole id stands where the abbreviation, the only down revision of the file, stood. */
function fixes(
  { file, range }: Problem,
  parents: readonly string[],
  written: readonly string[],
): Fix[] {
  const [id] = parents;
  if (id === undefined || !range || written.length !== 1) return [];
  const edits = [{ kind: 'replace', file, range, text: `'${id}'` }] as const;
  return [{ title: `Write '${id}'`, safety: 'safe', edits }];
}
