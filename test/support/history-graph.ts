import { buildGraph } from '../../src/core/graph/build-graph.js';
import type { LoadedFile, RevisionGraph } from '../../src/core/graph/revision-graph.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import type { Revision } from '../../src/core/revisions/revision.js';
import type { HistoryRevision } from './generate-history.js';

/** The configuration that made-up histories belong to. */
export const madeUpProject: AlembicProject = {
  config: '/project/alembic.ini',
  kind: 'ini',
  directory: '/project',
  scriptLocation: '/project/alembic',
  versionLocations: ['/project/alembic/versions'],
  recursive: false,
  sourceless: false,
  fileTemplate: '%(rev)s_%(slug)s',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
};

/** A file as if it had been read: revision on line 1, down_revision on line 2, … */
export function loadedFile(
  entry: Partial<HistoryRevision> & { readonly revision: string },
  name?: string,
): LoadedFile {
  const { revision, down = [], dependsOn = [], branchLabels = [] } = entry;
  const file = `/project/alembic/versions/${name ?? `${revision}.py`}`;
  const lines = [
    `revision = ${JSON.stringify(revision)}`,
    `down_revision = ${JSON.stringify(down)}`,
    `depends_on = ${JSON.stringify(dependsOn)}`,
    `branch_labels = ${JSON.stringify(branchLabels)}`,
  ];
  const text = `${lines.join('\n')}\n`;
  const range = (line: number) => {
    const from = lines.slice(0, line).reduce((sum, before) => sum + before.length + 1, 0);
    return { from, to: from + (lines[line]?.length ?? 0) };
  };
  const read: Revision = {
    file,
    revision,
    down,
    dependsOn,
    branchLabels,
    message: '',
    line: 1,
    places: { revision: range(0), down: range(1), dependsOn: range(2), branchLabels: range(3) },
    unknown: [],
  };
  return { file, text, reading: { revision: read } };
}

/** The graph of a made-up history, its files in the given order. */
export function historyGraph(
  history: readonly (Partial<HistoryRevision> & { readonly revision: string })[],
): RevisionGraph {
  return buildGraph(
    madeUpProject,
    history.map((entry) => loadedFile(entry)),
  );
}
