/** Fingerprints of what was applied from this machine, so that it shows when a file changes later. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { codeText } from '../core/python/code-text.js';
import type { AppliedOtherwise } from '../core/rules/outside.js';
import { cacheFolder, keep } from './cache-folder.js';
import { projectKey } from './project-key.js';
import type { DatabaseIdentity } from './sessions/session.js';

/** Projects that are remembered at most: those whose files are the newest. */
const most = 200;

interface Entry extends AppliedOtherwise {
  /** Of the file's code: comments and form do not count. */
  readonly code: string;
  readonly systemIdentifier: string | undefined;
}

/** By revision; of several databases the one that it was applied to last. */
type Entries = Readonly<Record<string, Entry>>;

/** What is kept of the text of a migration. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(codeText(text)).digest('hex');
}

/** Remembers what was applied: fingerprints by revision. Never rejects: without it nothing is lost. */
export async function rememberApplied(
  project: AlembicProject,
  fingerprints: ReadonlyMap<string, string>,
  { database, systemIdentifier }: DatabaseIdentity,
): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  await change(project, (known) => ({
    ...known,
    ...Object.fromEntries(
      [...fingerprints].map(([id, code]) => [id, { code, database, systemIdentifier, date }]),
    ),
  }));
}

/** Forgets revisions that were rolled back in the database that they were applied to last. */
export async function forgetApplied(
  project: AlembicProject,
  revisions: readonly string[],
  { database, systemIdentifier }: DatabaseIdentity,
): Promise<void> {
  await change(project, (known) =>
    Object.fromEntries(
      Object.entries(known).filter(
        ([id, entry]) =>
          !revisions.includes(id) ||
          entry.database !== database ||
          entry.systemIdentifier !== systemIdentifier,
      ),
    ),
  );
}

/** What tells where a revision was applied with other code than a text has. Never rejects. */
export async function readApplied(
  project: AlembicProject,
): Promise<(revision: string, text: string) => AppliedOtherwise | undefined> {
  const known = await read(placeOf(project));
  return (revision, text) => {
    const entry = Object.hasOwn(known, revision) ? known[revision] : undefined;
    return entry && entry.code !== fingerprint(text) ? entry : undefined;
  };
}

const folder = () => path.join(cacheFolder(), 'applied');
const placeOf = (project: AlembicProject) => path.join(folder(), `${projectKey(project)}.json`);

async function change(project: AlembicProject, next: (known: Entries) => Entries): Promise<void> {
  const place = placeOf(project);
  try {
    await keep(place, JSON.stringify(next(await read(place))), most);
  } catch {
    // A full disk or a read-only home must not make a run fail that has succeeded.
  }
}

async function read(place: string): Promise<Entries> {
  try {
    const found: unknown = JSON.parse(await readFile(place, 'utf8'));
    return typeof found === 'object' && found !== null ? (found as Entries) : {};
  } catch {
    return {};
  }
}
