import { readFile } from 'node:fs/promises';
import type { Change } from '../../src/core/changes/change.js';
import { changesOf } from '../../src/core/changes/changes-of.js';
import type { RevisionGraph } from '../../src/core/graph/revision-graph.js';
import { readBody } from '../../src/core/revisions/read-body.js';
import type { RevisionBody } from '../../src/core/revisions/revision.js';
import { replay, type SchemaAt } from '../../src/core/schema/replay/replay.js';
import { loadProjects } from '../../src/system/files/load-project.js';
import { loadSqlParser } from '../../src/system/sql/load-sql-parser.js';

export interface ReplayedProject {
  readonly graph: RevisionGraph;
  readonly bodies: ReadonlyMap<string, RevisionBody>;
  /** Of `upgrade()`, by revision. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  readonly schemas: SchemaAt;
}

/** Reads the one Alembic project below a folder and replays it. */
export async function replayProject(folder: string): Promise<ReplayedProject> {
  const sql = await loadSqlParser();
  const [project, ...more] = await loadProjects(folder);
  if (!project || more.length > 0) throw new Error(`${folder} holds not exactly one project`);
  const { graph } = project;
  const bodies = new Map<string, RevisionBody>();
  for (const [id, { file }] of graph.revisions)
    bodies.set(id, readBody(await readFile(file, 'utf8')));
  const changes = new Map([...bodies].map(([id, body]) => [id, changesOf(body.upgrade, sql)]));
  return { graph, bodies, changes, schemas: replay(graph, changes) };
}
