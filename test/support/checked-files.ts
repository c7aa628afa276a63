import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyze, type Analysis } from '../../src/core/analyze.js';
import { buildGraph } from '../../src/core/graph/build-graph.js';
import { packageVersions } from '../../src/core/project/package-versions.js';
import { proveNotPython } from '../../src/core/python/proof.js';
import type { AlembicProject } from '../../src/core/project/alembic-project.js';
import { readRevision } from '../../src/core/revisions/read-revision.js';
import { defaultConfiguration, type Configuration } from '../../src/core/rules/configuration.js';
import type { LoadedFile } from '../../src/core/graph/revision-graph.js';
import { readScene } from './outside.js';
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
 * Checks the files of a scene, by path, with all rules, after `base.py` where one of them builds on it;
 * the whole of them is one project. A `requirements.txt` tells its versions.
 */
export async function checkFiles(
  files: ReadonlyMap<string, string>,
  configuration: Configuration = defaultConfiguration,
  env = '',
): Promise<CheckedFiles> {
  const { versions, env: ownEnv, code, outside } = readScene(files);
  const onBase = [...versions.values()].some((text) => /down_revision.*'base'/.test(text));
  const texts = new Map([
    ...(onBase ? [[base, readFileSync(base, 'utf8')] as const] : []),
    ...versions,
    ...code,
    ownEnv ?? (['/project/alembic/env.py', env] as const),
  ]);
  const loaded = [...texts].flatMap(([file, text]): LoadedFile[] => {
    if (file.endsWith('env.py') || !file.endsWith('.py') || code.has(file)) return [];
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
  const scriptLocation = ownEnv ? path.dirname(ownEnv[0]) : project.scriptLocation;
  const own = { ...project, scriptLocation };
  const graph = buildGraph(own, loaded);
  const selected = graph.order.toReversed().filter((id) => id !== 'base');
  const sql = await loadSqlParser();
  const packages = packageVersions(files);
  const input = { project: own, graph, texts, sql, configuration, packages, selected, outside };
  return { texts, ...analyze(input) };
}
