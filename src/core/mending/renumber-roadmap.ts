import { readRoadmap } from '../roadmap/read-roadmap.js';
import type { FileEdit } from '../rules/finding.js';
import type { Mending } from './mending.js';
import type { Situation } from './situation.js';

/**
 * The same mending, which also writes new ids where the roadmap says `(done as 060)`. Where another
 * file keeps that id, the row is left alone: it may mean that one.
 */
export function withRoadmap({ graph, roadmap }: Situation, mending: Mending): Mending {
  if (!roadmap || mending.moved.length === 0) return mending;
  const moving = new Set(mending.moved.map(({ file }) => file));
  const kept = graph.files.filter(({ file }) => !moving.has(file)).map(({ revision }) => revision);
  const ids = new Map(
    mending.moved.flatMap(({ id, newId }) =>
      id === newId || kept.includes(id) ? [] : [[id, newId] as const],
    ),
  );
  const edits = readRoadmap(roadmap.text).flatMap(({ doneAs, ranges }): readonly FileEdit[] => {
    const text = ids.get(doneAs ?? '');
    return text === undefined || !ranges.doneAs
      ? []
      : [{ kind: 'replace', file: roadmap.file, range: ranges.doneAs, text }];
  });
  if (edits.length === 0) return mending;
  const says = [...mending.says, 'The roadmap names it anew.'];
  return { ...mending, says, edits: [...mending.edits, ...edits] };
}
