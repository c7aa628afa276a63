import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DatabaseState } from '../../../src/actions/types.js';
import { appliedFrom } from '../../../src/core/graph/runs.js';
import type { ProjectState } from '../../../src/editor/shared/analysis.js';
import { loadProjects } from '../../../src/system/files/load-project.js';

/** A migration to write: its id, what it revises, and what else stands in the file. */
export interface Written {
  readonly id: string;
  readonly down?: string | readonly string[];
  readonly message?: string;
  readonly extra?: string;
}

/** A line of numbered revisions: 001, 002, … */
export function numbered(n: number): Written[] {
  return Array.from({ length: n }, (_, index) => ({
    id: name(index + 1),
    ...(index === 0 ? {} : { down: name(index) }),
    message: `change ${index + 1}`,
  }));
}

function name(number: number): string {
  return String(number).padStart(3, '0');
}

/** Writes a project, reads it, removes it: the state that the editor would hold of it. */
export async function projectState(
  written: readonly Written[],
  change: Partial<ProjectState> = {},
): Promise<ProjectState> {
  const folder = await mkdtemp(join(tmpdir(), 'editor-unit-'));
  try {
    await write(folder, 'alembic.ini', '[alembic]\nscript_location = alembic\n');
    await write(folder, 'alembic/env.py', '');
    for (const { id, down, message = '', extra = '' } of written) {
      const parents = typeof down === 'string' ? [down] : (down ?? []);
      const value = parents.length === 0 ? 'None' : `(${parents.map((p) => `'${p}',`).join(' ')})`;
      const text = `"""${message}\n\n"""\nrevision = '${id}'\ndown_revision = ${value}\n${extra}\n`;
      await write(folder, `alembic/versions/${id}.py`, text);
    }
    const [loaded] = await loadProjects(folder);
    if (loaded === undefined) throw new Error('no project was found');
    return {
      key: 'key',
      name: 'backend',
      folder,
      project: loaded.project,
      graph: loaded.graph,
      connection: { kind: 'unknown' },
      runner: undefined,
      database: undefined,
      verifications: new Map(),
      running: undefined,
      ...change,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same project, connected to a database whose version table has these rows. */
export function connectedAt(state: ProjectState, ...rows: readonly string[]): ProjectState {
  const database: DatabaseState = {
    identity: {
      database: 'app',
      systemIdentifier: undefined,
      host: 'localhost',
      user: 'ann',
      serverVersion: 180_004,
    },
    current: rows,
    ...appliedFrom(state.graph, rows),
  };
  return { ...state, connection: { kind: 'connected', state: database } };
}

async function write(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
