/** The last mending of each project, so that it can be undone to the byte. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { AlembicProject } from '../core/project/alembic-project.js';
import { cacheFolder, keep } from './cache-folder.js';
import { projectKey } from './project-key.js';

/** Projects whose last mending is kept at most, the newest. */
const most = 50;

/** One file, before and after; null: there was or is none. Contents in Base64. */
export interface JournalFile {
  readonly file: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Journal {
  /** What was done, e.g. `Renumber 060 to 061`. */
  readonly title: string;
  readonly files: readonly JournalFile[];
}

const placeOf = (project: AlembicProject) =>
  path.join(cacheFolder(), 'mendings', `${projectKey(project)}.json`);

/** Rejects where the cache folder cannot be written. */
export async function writeJournal(project: AlembicProject, journal: Journal): Promise<void> {
  await keep(placeOf(project), JSON.stringify(journal), most);
}

/** Undefined where nothing is to be undone. Never rejects. */
export async function readJournal(project: AlembicProject): Promise<Journal | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(placeOf(project), 'utf8'));
    return typeof found === 'object' && found !== null ? (found as Journal) : undefined;
  } catch {
    return undefined;
  }
}

export async function removeJournal(project: AlembicProject): Promise<void> {
  await rm(placeOf(project), { force: true });
}
