import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyze, type Analysis } from '../../src/core/analyze.js';
import { buildGraph } from '../../src/core/graph/build-graph.js';
import { proveNotPython } from '../../src/core/python/proof.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { readRevision } from '../../src/core/revisions/read-revision.js';
import { defaultConfiguration, type Configuration } from '../../src/core/rules/configuration.js';
import type { LoadedFile } from '../../src/core/graph/revision-graph.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';

export const rulesFixtures = path.resolve(import.meta.dirname, '../fixtures/rules');

const base = path.join(rulesFixtures, 'base.py');

const project: AlembicProject = {
  config: '/project/alembic.ini',
  kind: 'ini',
  directory: '/project',
  scriptLocation: '/project/alembic',
  versionLocations: ['/project/alembic/versions'],
  recursive: false,
  sourceless: false,
  fileTemplate: '%(rev)s',
  truncateSlugLength: 40,
  prependSysPath: [],
  warnings: [],
};

export interface CheckedFiles extends Analysis {
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Checks migration files, by path, with all rules, after `base.py` where one of them builds on it;
 * the whole of them is one project.
 */
export async function checkFiles(
  files: ReadonlyMap<string, string>,
  configuration: Configuration = defaultConfiguration,
  env = '',
): Promise<CheckedFiles> {
  const onBase = [...files.values()].some((text) => /down_revision.*'base'/.test(text));
  const texts = new Map([
    ...(onBase ? [[base, readFileSync(base, 'utf8')] as const] : []),
    ...files,
    ['/project/alembic/env.py', env] as const,
  ]);
  const loaded = [...texts].flatMap(([file, text]): LoadedFile[] => {
    if (file.endsWith('env.py')) return [];
    const proof = proveNotPython(text);
    const problem = proof && {
      rule: 'python-syntax-error',
      message: `This is not Python: ${proof.reason}.`,
      file,
      line: proof.line,
    };
    const reading = readRevision(file, text);
    return [{ file, text, reading: problem ? { ...reading, problem } : reading }];
  });
  const graph = buildGraph(project, loaded);
  const selected = graph.order.toReversed().filter((id) => id !== 'base');
  const sql = await loadSqlParser();
  return { texts, ...analyze({ project, graph, texts, sql, configuration, selected }) };
}
