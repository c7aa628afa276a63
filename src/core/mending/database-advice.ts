import { basename } from 'node:path';
import { withAncestors } from '../graph/find-revision.js';
import { graphAfter } from './after-mending.js';
import { databaseSteps } from './database-steps.js';
import type { Mending } from './mending.js';
import type { DatabaseAdvice, Situation } from './situation.js';

/**
 * What databases need that stand at a revision which a mending changes, for each of these. All
 * others go on as usual.
 */
export function databaseAdvice(
  situation: Pick<Situation, 'project' | 'graph' | 'files'>,
  mending: Mending,
): readonly DatabaseAdvice[] {
  const { project, graph, files } = situation;
  const after = graphAfter(project, files, mending.edits);
  const touched = graph.files.filter(({ file }) => mending.touches.includes(file));
  const staying = graph.files.filter((file) => !touched.includes(file));
  const ids = new Set(touched.map(({ revision }) => revision));
  const newIds = new Map(mending.moved.map(({ file, newId }) => [file, newId]));
  const newId = ({ file, revision }: (typeof touched)[number]) => newIds.get(file) ?? revision;
  return touched.map((revision) => {
    const below = withAncestors(after, [newId(revision)]);
    const has = new Set<string>();
    for (const one of touched.filter((other) => below.has(newId(other)))) {
      has.add(newId(one));
      for (const id of withAncestors(
        graph,
        one.down.filter((down) => !ids.has(down)),
      ))
        if (staying.some((other) => other.revision === id)) has.add(id);
    }
    const lacking = [...withAncestors(after, has)].filter((id) => !has.has(id));
    return {
      database: `A database at ${revision.revision}, by ${basename(revision.file)}`,
      revision: revision.revision,
      file: revision.file,
      steps: databaseSteps(after, has, [revision.revision]),
      says:
        lacking.length === 0
          ? 'Its version table is written anew; no migration runs.'
          : `It lacks ${lacking.join(', ')}, which runs now; what it has already is stamped.`,
    };
  });
}
