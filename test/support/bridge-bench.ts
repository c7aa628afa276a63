import assert from 'node:assert/strict';
import pg from 'pg';
import {
  createDatabase,
  type DatabaseAddress,
  type PostgresServer,
  startPostgres,
} from '../../scripts/toolchain/postgres.js';
import { pythonWithAlembic, type PythonWithAlembic } from '../../scripts/toolchain/python.js';
import type { BridgeRequest } from '../../src/core/alembic/bridge-protocol.js';
import { explainFailure, type Explanation } from '../../src/core/alembic/explain-failure.js';
import { runBridge, type BridgeOptions } from '../../src/system/bridge/bridge-client.js';
import type { BridgeResult } from '../../src/system/bridge/bridge-result.js';
import { localRunner } from '../../src/system/runners/local.js';
import {
  type Driver,
  type ProjectText,
  type TemporaryProject,
  writeProject,
} from './alembic-project.js';

/** The drivers that the chosen Python can be tested with: SQLAlchemy 1.4 knows no psycopg 3. */
export async function driversHere(): Promise<readonly Driver[]> {
  const { label } = await pythonWithAlembic();
  return label.includes('SQLAlchemy 1.')
    ? ['psycopg2', 'asyncpg']
    : ['psycopg2', 'psycopg', 'asyncpg'];
}

/** A server, a Python and temporary projects for one suite. */
export class BridgeBench {
  readonly #projects: TemporaryProject[] = [];

  private constructor(
    readonly server: PostgresServer,
    readonly python: PythonWithAlembic,
  ) {}

  static async start(): Promise<BridgeBench> {
    return new BridgeBench(await startPostgres(), await pythonWithAlembic());
  }

  async stop(): Promise<void> {
    for (const project of this.#projects) project.remove();
    await this.server.stop();
  }

  project(content: ProjectText): TemporaryProject {
    const project = writeProject(content);
    this.#projects.push(project);
    return project;
  }

  /** A project on an empty database of its own. */
  async fresh(content: Omit<ProjectText, 'url'>): Promise<Scene> {
    const database = await createDatabase(this.server);
    return { ...this.project({ ...content, url: database.url }), database };
  }

  run(
    { project, folder }: TemporaryProject,
    request: BridgeRequest,
    options?: BridgeOptions,
    python = this.python.python,
  ): Promise<BridgeResult> {
    return runBridge(localRunner(project, python, folder, 'test'), project, request, options);
  }

  alembic(project: TemporaryProject, ...args: string[]): Promise<BridgeResult> {
    return this.run(project, { do: 'alembic', args });
  }

  explain(result: BridgeResult): Explanation {
    assert.notEqual(result.outcome, 'done', 'a run that should have failed');
    const explanation = explainFailure(result, { kind: 'local', label: '.venv/bin/python' });
    for (const text of Object.values(explanation) as string[]) assert.doesNotMatch(text, /[{}]/u);
    return explanation;
  }

  async current(project: TemporaryProject): Promise<readonly string[]> {
    const result = await this.run(project, { do: 'identity' });
    assert.equal(result.outcome, 'done', result.stderr);
    return result.database?.versionTable.rows ?? [];
  }
}

export type Scene = TemporaryProject & { readonly database: DatabaseAddress };

/** Asks past the bridge. */
export async function ask(
  database: DatabaseAddress,
  sql: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** Asks again until the answer is what is waited for; fails at the deadline. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  seconds = 20,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How many statements of others run in this database. */
export async function running(database: DatabaseAddress): Promise<number> {
  const [row] = await ask(
    database,
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`,
  );
  return Number(row?.['n']);
}

export async function tableExists(database: DatabaseAddress, name: string): Promise<boolean> {
  const [row] = await ask(database, `SELECT to_regclass('${name}') IS NOT NULL AS yes`);
  return row?.['yes'] === true;
}
